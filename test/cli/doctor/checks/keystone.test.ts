import { expect, test } from "vitest";
import { keystone } from "../../../../cli/doctor/checks/keystone.ts";
import { startStandIn } from "../../../cloud/stand-in.ts";
import { devStackPlan } from "../../../components/sample-dev-stack.ts";
import { findings, plan } from "../fakes.ts";

test("knows Keystone from another server, and both from silence", async () => {
    const standIn = await startStandIn({});
    const tower = { ...plan.tower, authUrl: `${standIn.url}/v3` };
    const [other = ""] = await findings(keystone, tower);
    expect(other).toMatch(
        /v3 answers 401, but not as Keystone's v3 does\. Correct identity\.authUrl in stacks\/Pulumi\.sample-tower\.yaml\.$/,
    );
    await standIn.close();
    const nobody = { ...tower, authUrl: "http://127.0.0.1:9/v3" };
    expect(await findings(keystone, nobody)).toEqual([
        "wrong: Keystone at http://127.0.0.1:9/v3 doesn't answer: nothing listens there. Is the tower on, and can this computer reach it?",
    ]);
});

test("waits for DevStack while that makes Keystone on a K-Box, and not a moment longer", async () => {
    const tower = { ...plan.tower, authUrl: "http://127.0.0.1:9/v3", host: "gist", devStack: devStackPlan() };
    const silent = "Keystone at http://127.0.0.1:9/v3 doesn't answer: nothing listens there.";
    const where = "DevStack makes it with the region on gist's K-Box: `npx k-one up sample`.";
    const found = (kBox: string) => findings(keystone, tower, { kBox: () => kBox });
    expect(await found("")).toEqual([`not yet: ${silent} ${where}`]);
    expect(await found("running; last phase: Installing Nova\n")).toEqual([`not yet: ${silent} ${where}`]);
    expect((await found("stacked; last phase: k-one: stack.sh has ended well\n")).join()).toMatch(/^wrong: /);
    expect((await findings(keystone, tower, { silence: "no answer in 4 s" })).join()).toMatch(/^wrong: /);
});

test("waits for a site's own Keystone in the same way, and names the site", async () => {
    const [gist] = plan.sites;
    if (gist === undefined) throw new Error("the sample has no site");
    const authUrl = "http://127.0.0.1:9/v3";
    const silent = `Keystone at ${authUrl} doesn't answer: nothing listens there.`;
    const made = { ...gist, authUrl, devStack: devStackPlan() };
    expect(await findings(keystone, made, { kBox: () => "" })).toEqual([
        `not yet: ${silent} DevStack makes it with the region on gist's K-Box: \`npx k-one up sample --site gist\`.`,
    ]);
    expect(await findings(keystone, { ...gist, authUrl })).toEqual([
        `wrong: ${silent} Is its machine on, and can this computer reach it?`,
    ]);
});

test("takes Keystone's own words for it", async () => {
    const { createServer } = await import("node:http");
    const server = createServer((_request, response) => void response.end('{"version": {"id": "v3.14"}}'));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const authUrl = `http://127.0.0.1:${(server.address() as { port: number }).port}/v3`;
    expect(await findings(keystone, { ...plan.tower, authUrl })).toEqual([`ok: ${authUrl} answers`]);
    server.close();
});
