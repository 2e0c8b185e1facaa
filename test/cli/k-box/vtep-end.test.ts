import { expect, test } from "vitest";
import { describeDifference, differencesOf, installVtep, lookAtVtep, plannedEnd } from "../../../cli/k-box/vtep-end.ts";
import { bundle } from "../../../components/vtep-script.ts";
import { gist } from "../doctor/fakes.ts";
import { FakeShell } from "../verify/fakes.ts";

const [network] = gist.sharedNetworks;
if (network === undefined) throw new Error("the sample has no shared network");
const end = plannedEnd(network);
const look = (output: string, errors = "", code = 0) =>
    lookAtVtep(new FakeShell(() => ({ code, output: Buffer.from(output), errors })), gist.kBox, end);

test("an end that is as declared has no differences", async () => {
    expect(await look("unit k-one-vtep@net3.service enabled active\ncheck\n[]\n")).toEqual({
        installed: true,
        differences: [],
        warnings: [],
    });
});

test("an end that was never made is told from one that lost its program", async () => {
    const never = await look("absent\n");
    expect(never.installed).toBe(false);
    expect(differencesOf(end, never)).toEqual([{ change: "missing", object: "all of net3" }]);
    const lost = await look(
        "file /usr/local/lib/k-one/k-one-vtep: FAILED open or read\nunit k-one-vtep@net3.service  inactive\n",
    );
    expect(differencesOf(end, lost).map((found) => describeDifference(found))).toEqual([
        "/usr/local/lib/k-one/k-one-vtep is missing",
        "k-one-vtep@net3.service (not there, inactive) is not as declared",
    ]);
});

test("translates what the K-Box's program would do", async () => {
    const found = ["add", "remove", "set", "recreate", "conflict", "warning"].map((change) => ({
        change,
        object: `${change} it`,
    }));
    const { differences, warnings } = await look(`file /etc/k-one/net3.json: FAILED\ncheck\n${JSON.stringify(found)}`);
    expect(differences.map((difference) => describeDifference(difference, "was"))).toEqual([
        "/etc/k-one/net3.json was not as declared",
        "add it was missing",
        "remove it was there and shouldn't be",
        "set it was not as declared",
        "recreate it was not as declared",
        "conflict it",
    ]);
    expect(warnings).toEqual(["warning it"]);
});

test("asks about the service that sees to OVN only where there is OVN", async () => {
    const shell = new FakeShell(() => "absent");
    await lookAtVtep(shell, gist.kBox, end);
    expect(shell.scripts[0]).toContain("[ ! -x /usr/bin/ovn-appctl ] || zones=k-one-vtep-zones.service");
});

test("says in the K-Box's own words why it can't tell", async () => {
    await expect(look("check\n", "k-one-vtep net3: Open vSwitch doesn't answer.", 1)).rejects.toThrow(
        "net3 can't be looked at on the K-Box: k-one-vtep net3: Open vSwitch doesn't answer.",
    );
});

test("asks and repairs with sudo where the user isn't root", async () => {
    const shell = new FakeShell((_script, { input }) => (input?.length === bundle().length ? "" : "absent"));
    await lookAtVtep(shell, { user: "tein" }, end);
    await installVtep(shell, { user: "tein" }, network);
    expect(shell.scripts[0]).toMatch(/^sudo -n sh -c '/);
    expect(shell.scripts[1]).toMatch(/^sudo -n sh -s -- install net3 /);
    await expect(
        installVtep(new FakeShell(() => ({ code: 1, errors: "no space" })), gist.kBox, network),
    ).rejects.toThrow("no space");
});
