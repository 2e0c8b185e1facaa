import { expect, test } from "vitest";
import { mendEnd, mendKBox } from "../../../cli/k-box/mend.ts";
import { gist } from "../doctor/fakes.ts";
import { FakeShell } from "../verify/fakes.ts";

const [network] = gist.sharedNetworks;
if (network === undefined) throw new Error("the sample has no shared network");
const broken = `check\n${JSON.stringify([{ change: "add", object: "peer 203.0.113.12" }])}`;
const whole = "check\n[]";

/** A K-Box that says one thing after the other when it is looked at. */
function kBox(...looks: readonly string[]): FakeShell {
    const left = [...looks];
    return new FakeShell((script) => (script.startsWith("sh -s -- install") ? "" : (left.shift() ?? "")));
}
const installs = ({ scripts }: FakeShell) => scripts.filter((script) => script.startsWith("sh -s -- install")).length;

test("leaves alone what is as declared", async () => {
    const shell = kBox(whole);
    expect(await mendEnd(shell, gist, network)).toEqual([]);
    expect(installs(shell)).toBe(0);
});

test("repairs what isn't, and says what it was", async () => {
    const shell = kBox(broken, whole);
    expect(await mendEnd(shell, gist, network)).toEqual(["net3: peer 203.0.113.12 was missing"]);
    expect(installs(shell)).toBe(1);
    expect(await mendEnd(kBox("absent", whole), gist, network)).toEqual(["net3: all of net3 was missing"]);
});

test("doesn't say it is repaired when it isn't", async () => {
    await expect(mendEnd(kBox(broken, broken), gist, network)).rejects.toThrow(
        "net3 on the K-Box at 203.0.113.11 couldn't be repaired: peer 203.0.113.12 is missing. Does another program on it undo it?",
    );
});

test("a site without shared networks isn't asked", async () => {
    const pulumi = { folder: "/", pulumi: "/nowhere", env: {} };
    expect(await mendKBox({ pulumi }, { ...gist, sharedNetworks: [] }, new AbortController().signal)).toEqual([]);
});
