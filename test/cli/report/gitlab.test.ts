import { afterEach, expect, test } from "vitest";
import { gitLab } from "../../../cli/report/gitlab.ts";
import { type ForgeServer, item, me, startForge, token } from "./forge-server.ts";

let server: ForgeServer;
afterEach(() => server.close());

test("names an issue by the number that its page has", async () => {
    server = await startForge([], [item(5, "text", me.gitLab, { title: "t" })]);
    const { forge } = gitLab({ GITLAB_TOKEN: token, CI_PROJECT_ID: "o/r", CI_API_V4_URL: server.url });
    expect(await forge.issues()).toEqual([{ id: 5, body: "text", url: "https://forge.example/5" }]);
    await forge.editIssue(5, "other");
    await forge.closeIssue(5, "done");
    expect(server.issues).toMatchObject([{ body: "other", state: "closed" }]);
    expect(server.calls.at(-1)).toBe("PUT /projects/o%2Fr/issues/5");
});
