import { execaSync } from "execa";
import { expect, test } from "vitest";
import { detourScript, foreignRouter } from "../../../../cli/verify/checks/foreign-router.ts";
import type { Frame } from "../../../../cli/verify/wire.ts";
import { answered, echo, fakeHands, only, samplePlan, unanswered } from "../fakes.ts";

const check = only(foreignRouter, samplePlan(), "gist-guest", "korea-guest");
const arrival = echo("10.30.0.20", "203.0.113.1", 45);
const run = (texts: readonly string[], frames: readonly Frame[]) =>
    check.run(fakeHands({ guests: { gist: () => texts.join("=== \n") }, ears: { korea: frames } }));
const good = [unanswered, unanswered, answered];

test("passes when its packets arrive at the other site and go nowhere from there", async () => {
    expect(await run(good, [arrival])).toMatchObject({ ok: true });
    expect(await run(good, [arrival, { ...arrival, device: "tap1234" }])).toMatchObject({ ok: true });
});

test("fails when somebody takes it to the outside", async () => {
    expect((await run([answered, unanswered, answered], [arrival])).reason).toBe(
        "somebody on net3 takes it to 203.0.113.1",
    );
    expect((await run([unanswered, answered, answered], [arrival])).reason).toBe("korea-guest takes it to 203.0.113.1");
});

test("fails when its packets leave the other site, though no answer comes back", async () => {
    expect(await run(good, [arrival, { ...arrival, device: "br-ex" }])).toMatchObject({
        ok: false,
        reason: "its packets to 203.0.113.1 leave korea by br-ex",
    });
});

test("is unproven when nothing arrives there, or the outside answers nobody", async () => {
    expect((await run(good, [])).reason).toMatch(/^unproven: the K-Box of korea/);
    expect((await run([unanswered, unanswered, unanswered], [arrival])).reason).toMatch(/^unproven: its own router/);
});

test("its script is one that a shell understands", () => {
    expect(execaSync("sh", ["-n", "-c", detourScript("10.30.0.36", "203.0.113.1")]).exitCode).toBe(0);
});

test("takes turns with the same check of its guest towards other sites", () => {
    expect(check.changes).toBe(`${check.path} at gist-guest`);
});
