import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { planTarget } from "../../../cli/migrate/target.ts";
import { sample } from "../../plan/sample.ts";
import { tricircleFiles } from "../../plan/tricircle/sample.ts";

let folder = "";
afterEach(() => rmSync(folder, { recursive: true }));

function written(texts: Readonly<Record<string, string>>): string {
    folder = mkdtempSync(join(tmpdir(), "k-one-target-"));
    for (const [owner, text] of Object.entries(texts)) writeFileSync(join(folder, `Pulumi.kone-${owner}.yaml`), text);
    return folder;
}

/** Lines of one text that the other hasn't, but for blanks in brackets, which YAML's writer puts its own way. */
function lines(text: string, other: string): readonly string[] {
    const known = new Set(other.split("\n").map((line) => plain(line)));
    return text.split("\n").flatMap((line) => (known.has(plain(line)) ? [] : [plain(line)]));
}

const plain = (line: string) => line.trim().replaceAll("[ ", "[").replaceAll(" ]", "]");

describe("what an environment is to become", () => {
    test("is a mesh whose K-Boxes keep their Linux bridges", () => {
        const { plan, ahead } = planTarget(written(tricircleFiles()), "kone");
        expect(ahead).toBe(true);
        expect(plan.tower).toMatchObject({ central: null, sharedNetworks: [{ driver: "mesh" }] });
        expect(plan.sites.map(({ central, sharedNetworks }) => [central, sharedNetworks[0]?.vtep])).toMatchObject([
            [null, { switch: "linuxbridge", device: "vx70003" }],
            [null, { switch: "linuxbridge", device: "vx70003" }],
        ]);
    });

    test("changes a line in each file, and no secret", () => {
        const { files } = planTarget(written(tricircleFiles()), "kone");
        const changed = Object.fromEntries(
            files.map(({ owner, before, after }) => [owner, lines(after, before ?? "")]),
        );
        expect(changed).toEqual({
            tower: [
                "sharedNetworks: { net3: { driver: mesh, cidr: 10.30.0.0/24, vni: 70003, mtu: 1450, encryption: none } }",
            ],
            gist: ["vtep: { address: 203.0.113.11, transport: public, mtu: 1500, switch: linuxbridge }"],
            korea: ["vtep: { address: 203.0.113.12, transport: public, mtu: 1500, switch: linuxbridge }"],
        });
    });

    test("is what it is once the files say so", () => {
        const first = planTarget(written(tricircleFiles()), "kone");
        for (const { path, after } of first.files) writeFileSync(path, after);
        const again = planTarget(folder, "kone");
        expect(again.ahead).toBe(false);
        expect(again.files.every(({ before, after }) => before === after)).toBe(true);
        expect(again.plan).toEqual(first.plan);
    });

    test("can't be told of files with mistakes", () => {
        const bad = { ...sample, gist: sample.gist.replace("10.1.0.0/24", "10.2.0.0/24") };
        expect(() => planTarget(written(bad), "kone")).toThrow("overlaps");
    });
});
