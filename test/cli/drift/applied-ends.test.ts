import { expect, test } from "vitest";
import { appliedEnds } from "../../../cli/drift/applied-ends.ts";
import { bundle, installCommand, vtepConfig } from "../../../components/vtep-script.ts";
import { gist } from "../doctor/fakes.ts";

const [network] = gist.sharedNetworks;
if (network === undefined) throw new Error("the sample has no shared network");
const command = (stdin: string) => ({
    urn: "u",
    type: "command:remote:Command",
    inputs: { create: installCommand(gist.kBox, network), stdin },
});
const state = (...resources: readonly { readonly urn: string; readonly type: string }[]) => ({
    version: 3,
    deployment: { resources },
});

test("are what the state says was put there last", () => {
    const [end, ...others] = appliedEnds(state({ urn: "v", type: "k-one:index:Vtep" }, command(bundle())));
    expect(others).toEqual([]);
    expect(end).toMatchObject({ network: "net3", config: vtepConfig(network) });
    expect(Object.keys(end?.files ?? {})).toContain("/usr/local/lib/k-one/k-one-vtep");
});

test("of another version's program only its own word counts", () => {
    expect(appliedEnds(state(command("older")))).toMatchObject([{ network: "net3", files: {} }]);
    expect(appliedEnds({ version: 3, deployment: {} })).toEqual([]);
});
