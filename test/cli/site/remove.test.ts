import { afterEach, describe, expect, test } from "vitest";
import { type RemovalRequest, removeSite } from "../../../cli/site/remove.ts";
import { type SampleFolder, sampleFolder } from "./folder.ts";

const empty = { resources: 0, pending: 0, error: null };
const noStack = { ...empty, resources: null };
let project: SampleFolder;

afterEach(() => project.remove());

async function remove(change: Partial<RemovalRequest> = {}, edit?: (owner: string, text: string) => string) {
    project = sampleFolder(edit);
    const removed: string[] = [];
    const asked: string[] = [];
    const removal = await removeSite({
        folder: project.folder,
        environment: "kone",
        site: "korea",
        content: empty,
        confirm: async (question) => asked.push(question) > 0,
        removeStack: async (stack) => void removed.push(stack),
        ...change,
    });
    return { removal, removed, asked };
}

const left = () => project.files().join(" ");

describe("a site without resources", () => {
    test("loses its file and its empty stack, and the others are told apart that need an up", async () => {
        const { removal, removed } = await remove();
        expect(left()).toBe("Pulumi.kone-gist.yaml Pulumi.kone-tower.yaml");
        expect(removed).toEqual(["kone-korea"]);
        expect(removal).toMatchObject({ stackRemoved: true, up: ["kone-tower", "kone-gist"] });
        expect(removal.diff).toMatch(/^--- a\/stacks\/Pulumi\.kone-korea\.yaml\n\+\+\+ \/dev\/null/);
    });

    test("that no backend knows has no stack to ask about", async () => {
        const { removal, asked } = await remove({ content: noStack });
        expect(asked).toEqual(["Remove stacks/Pulumi.kone-korea.yaml?"]);
        expect(removal.stackRemoved).toBe(false);
        expect(removal.todo.join()).toContain("pulumi stack rm kone-korea");
    });

    test("goes unseen when somebody says so", async () => {
        await remove({ content: null });
        expect(left()).not.toContain("korea");
    });

    test("can be the one that is wrong", async () => {
        const { removal } = await remove({}, (owner, text) => (owner === "korea" ? "config: {}" : text));
        expect(removal.up).toEqual(["kone-tower", "kone-gist"]);
    });
});

describe("a site stays when", () => {
    test.each<[string, Partial<RemovalRequest>, string]>([
        ["its stack has resources", { content: { ...empty, resources: 30 } }, "npx k-one destroy kone --site korea"],
        ["a killed run left something open", { content: { ...empty, pending: 1 } }, "still has 1 resources"],
        ["the backend can't tell", { content: { ...empty, error: "the bucket is gone" } }, "--without-backend"],
        ["somebody says no", { confirm: async () => false }, "Nothing was removed."],
        ["there is no such site", { site: "kaist" }, "Allowed: gist, korea."],
        ["it is the tower", { site: "tower" }, "tower: no site of kone"],
    ])("%s", async (_, change, message) => {
        await expect(remove(change)).rejects.toThrow(message);
        expect(left()).toContain("korea");
    });

    test("the tower lives on its K-Box", async () => {
        const hosted = (owner: string, text: string) =>
            owner === "tower" ? text.replace("    outside:", "    host: korea\n    outside:") : text;
        await expect(remove({}, hosted)).rejects.toThrow("Move the tower first");
        expect(left()).toContain("korea");
    });

    test("its stack can't be removed", async () => {
        const removeStack = async () => Promise.reject(new Error("locked"));
        await expect(remove({ removeStack })).rejects.toThrow("locked");
        expect(left()).toContain("korea");
    });
});
