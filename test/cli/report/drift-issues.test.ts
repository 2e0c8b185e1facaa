import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, describe, expect, test } from "vitest";
import { type StackDrift, toDriftReport } from "../../../cli/drift/report.ts";
import { putDriftIssues, readDriftReport } from "../../../cli/report/drift-issues.ts";
import { gitHub } from "../../../cli/report/github.ts";
import { type ForgeServer, item, startForge, token } from "./forge-server.ts";

const folder = mkdtempSync(join(tmpdir(), "k-one-drift-"));
afterAll(() => rmSync(folder, { recursive: true }));

let server: ForgeServer;
afterEach(() => server?.close());

const forge = () => gitHub({ GITHUB_TOKEN: token, GITHUB_REPOSITORY: "o/r", GITHUB_API_URL: server.url }).forge;

function found(site: string, status: StackDrift["status"], is = "[]"): StackDrift {
    const properties = [{ path: "pairs", was: '["10.1.0.10"]', is }];
    const resources =
        status === "drifted" ? [{ resource: `${site}-port`, type: "t", kind: "changed" as const, properties }] : [];
    return { stack: `kone-${site}`, site, status, resources, kBox: [], cause: null, log: null };
}

const put = (...stacks: readonly StackDrift[]) => putDriftIssues(forge(), toDriftReport("kone", stacks));

describe("putDriftIssues", () => {
    test("opens one issue a stack, updates it, and closes it when the stack is clean", async () => {
        server = await startForge();
        expect(await put(found("gist", "drifted"), found("korea", "clean"))).toEqual([
            "opened https://forge.example/1",
        ]);
        expect(server.issues[0]).toMatchObject({
            title: "Drift at kone-gist",
            body: expect.stringContaining('pairs: ["10.1.0.10"] → []'),
        });
        expect(await put(found("gist", "drifted"))).toEqual(["left https://forge.example/1 as it is"]);
        expect(await put(found("gist", "drifted", '["x"]'))).toEqual(["updated https://forge.example/1"]);
        expect(await put(found("gist", "clean"))).toEqual(["closed https://forge.example/1"]);
        expect(server.issues.map(({ state }) => state)).toEqual(["closed"]);
        expect(server.comments.map(({ body }) => body)).toEqual(["There is no drift any more."]);
        expect(await put(found("gist", "clean"))).toEqual([]);
    });

    test("leaves the issue of a stack that couldn't be looked at", async () => {
        const body = "<!-- k-one:drift:kone-gist -->\n";
        server = await startForge([], [item(1, body, undefined, { title: "t" })]);
        for (const status of ["failed", "interrupted", "not yet"] as const)
            expect(await put(found("gist", status))).toEqual([]);
        expect(server.issues).toHaveLength(1);
    });

    test("takes neither a pull request nor somebody else's issue for its own", async () => {
        const body = "<!-- k-one:drift:kone-gist -->\n";
        server = await startForge(
            [],
            [item(1, body, "mallory", { title: "t" }), item(2, body, undefined, { title: "t", isPullRequest: true })],
        );
        expect(await put(found("gist", "drifted"))).toEqual(["opened https://forge.example/3"]);
    });
});

describe("readDriftReport", () => {
    test("reads what drift prints, and refuses anything else", () => {
        const file = join(folder, "drift.json");
        const report = toDriftReport("kone", [found("gist", "drifted")]);
        writeFileSync(file, JSON.stringify(report));
        expect(readDriftReport(file)).toEqual(report);
        for (const text of ["", "{}", '{"environment":"kone","stacks":[{"stack":1}]}']) {
            writeFileSync(file, text);
            expect(() => readDriftReport(file)).toThrow("Allowed: what `k-one drift <environment> --json` prints.");
        }
    });
});
