import { afterEach, describe, expect, test } from "vitest";
import { isSame, markOf, putComment } from "../../../cli/report/comment.ts";
import { gitHub } from "../../../cli/report/github.ts";
import { gitLab } from "../../../cli/report/gitlab.ts";
import { type ForgeServer, item, me, startForge, token } from "./forge-server.ts";

const mark = "<!-- k-one:preview:kone -->";
let server: ForgeServer;
afterEach(() => server.close());

const forges = {
    gitHub: () => gitHub({ GITHUB_TOKEN: token, GITHUB_REPOSITORY: "o/r", GITHUB_API_URL: server.url }).forge,
    gitLab: () => gitLab({ GITLAB_TOKEN: token, CI_PROJECT_ID: "1", CI_API_V4_URL: server.url }).forge,
};

describe.each(["gitHub", "gitLab"] as const)("putComment on %s", (name) => {
    const put = (text: string) => putComment(forges[name](), 7, mark, text);

    test("writes one, then updates it in place, and leaves it when nothing has changed", async () => {
        server = await startForge([item(1, "a human's", "someone")]);
        expect((await put(`${mark}\none\n`)).what).toBe("written");
        expect((await put(`${mark}\ntwo\n`)).what).toBe("updated");
        expect((await put(`${mark}\ntwo\n`)).what).toBe("left as it is");
        expect(server.comments.map(({ body }) => body)).toEqual(["a human's", `${mark}\ntwo\n`]);
    });

    test("finds it among more than a hundred", async () => {
        const others = Array.from({ length: 230 }, (_, at) => item(at + 1, `c${at}`, "someone"));
        server = await startForge([...others, item(999, `${mark}\nold`, me[name])]);
        expect(await put(`${mark}\nnew`)).toMatchObject({ what: "updated", id: 999 });
        expect(server.comments).toHaveLength(231);
    });

    test("leaves what others have written with our mark alone, and another environment's", async () => {
        const foreign = [item(1, `${mark}\nnot ours`, "mallory"), item(2, "<!-- k-one:preview:lab -->\n", me[name])];
        server = await startForge([...foreign]);
        expect((await put(`${mark}\nours`)).what).toBe("written");
        expect(server.comments.slice(0, 2)).toEqual(foreign);
    });
});

test("a text without a mark is refused", () => {
    expect(markOf(`${mark}\nx`, "f")).toBe(mark);
    for (const text of ["x", ` ${mark}\n`, "<!-- other -->\n"])
        expect(() => markOf(text, "f")).toThrow("f: it doesn't begin");
});

test("line ends and blank ends make no other text", () => {
    expect(isSame("a\r\nb\n", "a\nb")).toBe(true);
    expect(isSame("a\nb", "a\nc")).toBe(false);
});
