import { execaSync } from "execa";
import { expect, test } from "vitest";
import { forgedSource, forgeryScript } from "../../../../cli/verify/checks/forged-source.ts";
import type { Frame } from "../../../../cli/verify/wire.ts";
import { echo, fakeHands, only, samplePlan } from "../fakes.ts";

const check = only(forgedSource, samplePlan(), "gist-guest", "korea-guest");
const [gist, korea, strange] = ["10.30.0.20", "10.30.0.36", "10.30.0.254"] as const;
const left = echo(strange, korea, 41, "tap1");
const honest = [echo(gist, korea, 40), echo(gist, korea, 42)];
const run = (near: readonly Frame[], far: readonly Frame[]) =>
    check.run(fakeHands({ guests: { gist: () => "" }, ears: { gist: near, korea: far } }));

test("passes when the other K-Box hears the honest pings and not the forged ones, which left the guest", async () => {
    expect(await run([left], honest)).toMatchObject({ ok: true });
});

test("fails when the forged ones are heard", async () => {
    const { ok, reason } = await run([left], [...honest, echo(strange, korea, 41)]);
    expect(ok).toBe(false);
    expect(reason).toContain("hears it as 10.30.0.254");
});

test("is unproven when an honest ping is missing, before or after, or nothing left the guest", async () => {
    for (const some of [[], honest.slice(0, 1), honest.slice(1)]) {
        expect((await run([left], some)).reason).toMatch(/^unproven: .* doesn't hear it as 10\.30\.0\.20 either/);
    }
    expect((await run([], honest)).reason).toMatch(/^unproven: .* hears nothing leave it/);
});

test("the guest gives the address up whatever happens, and first what an earlier run has left", () => {
    const stub = 'ip() { echo "$*" >>"$log"; [ "$1" = route ] && echo "10.30.0.36 dev eth1 src 10.30.0.20"; true; }';
    const script = (end: string) =>
        `log=$(mktemp); ${stub}\n${forgeryScript(korea, strange).replaceAll("$as_root ip", "ip").replace("$ping -c 3", `${end} $ping -c 3`)}\ncat "$log"`;
    const calls = (end: string) => execaSync("sh", ["-c", script(end)]).stdout.split("\n");
    const [add, del] = ["address add 10.30.0.254/32 dev eth1", "address del 10.30.0.254/32 dev eth1"];
    expect(calls("")).toEqual(["route get 10.30.0.36", del, add, del]);
});

test("takes turns with the same check of its guest towards other sites", () => {
    expect(check.changes).toBe(`${check.path} at gist-guest`);
});
