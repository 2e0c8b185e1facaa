import { expect, test } from "vitest";
import { extensions } from "../../../../cli/doctor/checks/extensions.ts";
import { findings, gist } from "../fakes.ts";

const names =
    "allowed-address-pairs external-net net-mtu-writable provider router security-group standard-attr-description standard-attr-tag".split(
        " ",
    );
const answer = (aliases: readonly string[]) => ({
    answers: { "network /extensions": { extensions: aliases.map((alias) => ({ alias })) } },
});

test("finds all that our components use", async () => {
    expect(await findings(extensions, gist, answer([...names, "agent"]))).toEqual([`ok: ${names.join(", ")}`]);
});

test("says what each missing one is for", async () => {
    const [found = ""] = await findings(extensions, gist, answer(names.filter((name) => name !== "provider")));
    expect(found).toMatch(
        /^wrong: Neutron in Region1 lacks provider \(for which physical network a network is on\)\. Its administrator/,
    );
});
