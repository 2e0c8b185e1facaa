import { afterEach, describe, expect, test } from "vitest";
import { Api } from "../../../cli/report/api.ts";
import { type ForgeServer, item, startForge, token } from "./forge-server.ts";

let server: ForgeServer;
afterEach(() => server.close());

const waits: number[] = [];
const api = (more: Partial<ConstructorParameters<typeof Api>[0]> = {}) =>
    new Api({
        name: "GitHub",
        url: server.url,
        headers: { authorization: `Bearer ${token}` },
        permission: "pull-requests: write",
        wait: async (seconds) => void waits.push(seconds),
        ...more,
    });
const comments = "/repos/o/r/issues/7/comments?per_page=100";

describe("Api", () => {
    test("takes every page of a list", async () => {
        server = await startForge(Array.from({ length: 250 }, (_, at) => item(at + 1, `c${at}`)));
        expect(await api().all(comments)).toHaveLength(250);
        expect(server.calls).toHaveLength(3);
    });

    test("gives its token to nobody else, wherever the next page is said to be", async () => {
        server = await startForge();
        const other = await startForge([item(1, "a")]);
        server.faults.push({ status: 200, headers: { link: `<${other.url}/x>; rel="next"` }, body: [] });
        await expect(api().all(comments)).rejects.toThrow(`GitHub names ${other.url} for its next page`);
        expect(other.calls).toEqual([]);
        other.close();
    });

    test("waits as long as it is told, then tries again", async () => {
        server = await startForge([item(1, "a")]);
        const soon = String(Math.ceil(Date.now() / 1000) + 20);
        server.faults.push({ status: 429, headers: { "retry-after": "7" } });
        server.faults.push({ status: 403, headers: { "x-ratelimit-remaining": "0", "x-ratelimit-reset": soon } });
        server.faults.push({ status: 502 });
        waits.length = 0;
        expect(await api().all(comments)).toHaveLength(1);
        expect(waits[0]).toBe(7);
        expect(waits[1]).toBeGreaterThan(15);
        expect(waits).toHaveLength(3);
    });

    test("doesn't wait for an hour, and says so", async () => {
        server = await startForge();
        const late = String(Math.ceil(Date.now() / 1000) + 3000);
        server.faults.push({ status: 403, headers: { "x-ratelimit-remaining": "0", "x-ratelimit-reset": late } });
        await expect(api().all(comments)).rejects.toThrow("It asks for a longer wait than a job should take.");
    });

    test("gives up after four faults", async () => {
        server = await startForge();
        for (let at = 0; at < 5; at++) server.faults.push({ status: 503 });
        await expect(api().all(comments)).rejects.toThrow("GitHub answers GET /repos/o/r/issues/7/comments with 503");
        expect(server.calls).toHaveLength(4);
    });

    test.each([
        [401, "The token is none, or has run out."],
        [403, "It needs pull-requests: write; one of a fork's pull request never has that."],
        [404, "There is none, or the token may not see it."],
        [422, "Run the job again"],
    ])("says what to do about %i", async (status, hint) => {
        server = await startForge();
        server.faults.push({ status });
        const failure = await api()
            .request("POST", "/repos/o/r/issues/7/comments", { body: "x" })
            .catch((error: Error) => error.message);
        expect(failure).toContain(`GitHub answers POST /repos/o/r/issues/7/comments with ${status}`);
        expect(failure).toContain(hint);
        expect(failure).not.toContain(token);
    });

    test("says that nobody is there", async () => {
        server = await startForge();
        const { url } = server;
        server.close();
        await expect(api({ url }).all(comments)).rejects.toThrow(
            /^GitHub at http:\/\/127\.0\.0\.1:\d+ can't be reached: /,
        );
    });
});
