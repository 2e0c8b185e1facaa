import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import MarkdownIt from "markdown-it";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { mostCharacters } from "../../cli/preview/comment.ts";
import { describeLab, projectFolder } from "../../lab/names.ts";
import { type BaseCommit, commitBase } from "./base-commit.ts";
import { finished, kOne } from "./k-one.ts";

const environment = inject("environment");
const markdown = new MarkdownIt({ html: true });
const scratch = mkdtempSync(join(tmpdir(), "k-one-review-"));
const pathOf = (owner: string) => `stacks/Pulumi.${environment}-${owner}.yaml`;
const read = (owner: string) => readFileSync(join(projectFolder, pathOf(owner)), "utf8");
let base: BaseCommit;

beforeAll(async () => {
    await finished("up", environment, "--yes");
    base = await commitBase(
        Object.fromEntries(["tower", "gist", "korea"].map((owner) => [pathOf(owner), read(owner)])),
    );
});

afterAll(() => {
    base.remove();
    rmSync(scratch, { recursive: true });
});

/** Comment on a change of a site's file, which is taken back at once. */
async function commentOn(owner: string, text: string): Promise<{ readonly exitCode: number; readonly text: string }> {
    const file = join(projectFolder, pathOf(owner));
    const [before, output] = [owner === "soongsil" ? null : read(owner), join(scratch, "comment.md")];
    expect(text).not.toBe(before);
    try {
        writeFileSync(file, text);
        const words = ["preview", environment, "--base", base.commit, "--output", output];
        const { exitCode, stderr } = await kOne(words, base.env);
        expect(exitCode, stderr).toBeLessThan(2);
        return { exitCode: exitCode ?? -1, text: readFileSync(output, "utf8") };
    } finally {
        if (before === null) rmSync(file);
        else writeFileSync(file, before);
    }
}

/** What must hold of every comment: it is whole Markdown, fits, and shows none of the lab's secrets. */
function expectWhole(text: string): void {
    expect(text.length).toBeLessThan(mostCharacters);
    expect(text.match(/^<details/gm)).toHaveLength(text.match(/^<\/details>$/gm)?.length ?? 0);
    const html = markdown.render(text);
    const [heads] = html.match(/<tr>(?:\s*<th.*)+/g) ?? [];
    expect(heads?.match(/<th/g)).toHaveLength(8);
    for (const row of html.split("<tr>").slice(2)) expect(row.split("</tr>")[0]?.match(/<td/g)).toHaveLength(8);
    for (const owner of ["gist", "korea", "guest"]) {
        const key = readFileSync(join(describeLab(environment).home, "keys", owner), "utf8").split("\n");
        for (const line of key.filter((part) => part.length > 20)) expect(text).not.toContain(line);
    }
    expect(text).not.toContain("PRIVATE KEY");
}

describe("the comment on a change of the lab", () => {
    test("another CIDR: the subnet and what hangs on it is replaced, and the other site's route follows", async () => {
        const { text, exitCode } = await commentOn("gist", read("gist").replaceAll("10.1.0.", "10.1.4."));
        expect(exitCode).toBe(0);
        expectWhole(text);
        expect(text).toContain("**2 of 3 stacks would change.**");
        expect(text).toContain(`Not touched: <code>${environment}-tower</code>.`);
        expect(text).toMatch(
            /replace gist-tenant-subnet .* since cidr can't be changed in place\n- +cidr: "10\.1\.0\.0\/24"\n\+ +cidr: "10\.1\.4\.0\/24"/,
        );
        expect(text).toMatch(/- +destinationCidr: "10\.1\.0\.10\/32"\n\+ +destinationCidr: "10\.1\.4\.10\/32"/);
        expect(text).toContain("```mermaid");
        expect(text).toContain("~ range 10.1.0.0/24 → 10.1.4.0/24");
    });

    test("a security group open to all: the policy refuses it, and what is asked for stands beside that", async () => {
        const { text, exitCode } = await commentOn(
            "korea",
            read("korea").replace("sshFrom:\n", "sshFrom:\n        - 0.0.0.0/0\n"),
        );
        expect(exitCode).toBe(1);
        expectWhole(text);
        expect(text).toContain("**1 of 3 stacks can't be brought up like this.**");
        expect(text).toMatch(/\| <code>korea<\/code> \| ❌ refused \| 1 \| \d \| 0 \| 0 \| ❌ 1 refused/);
        expect(text).toContain("refused by open-ingress: korea-guest-ssh-0.0.0.0-0");
        expect(text).toContain('+     remoteIpPrefix: "0.0.0.0/0"');
    });

    test("a new site: all of it is created, and it joins its peers' lists", async () => {
        const { text, exitCode } = await commentOn("soongsil", thirdSite(read("korea")));
        expect(exitCode, text).toBe(0);
        expectWhole(text);
        expect(text).toContain("**4 of 4 stacks would change.**");
        expect(text).toMatch(/\| <code>soongsil<\/code> \| changes \| \d\d \| 0 \| 0 \| 0 \|/);
        expect(text).toContain("create gist-net3-route-soongsil");
        expect(text).toMatch(/\+ +"203\.0\.113\.23"/);
        expect(text).toContain("(<code>it is new</code>)");
    });

    test("a mistake: the findings stand in the preview's place", async () => {
        const { text, exitCode } = await commentOn(
            "gist",
            read("gist").replace("cidr: 10.1.0.0/24", "cidr: 10.2.0.0/24"),
        );
        expect(exitCode).toBe(1);
        expect(text).toMatch(/❌ \*\*The proof fails: \d mistakes?\.\*\* Nothing was previewed\./);
        expect(text).toMatch(/error: sites\.korea\.tenant\.cidr: .* overlaps/);
    });
});

/** Korea's file as another site would write it, with the addresses of a third one. */
function thirdSite(korea: string): string {
    return korea
        .replace(/ {2}k-one:kBoxKey:\n.*\n/, "")
        .replaceAll("korea", "soongsil")
        .replaceAll("RegionTwo", "RegionThree")
        .replaceAll("az2", "az3")
        .replaceAll("203.0.113.12", "203.0.113.13")
        .replaceAll("203.0.113.22", "203.0.113.23")
        .replaceAll("192.168.102.", "192.168.103.")
        .replaceAll("ext-net2", "ext-net3")
        .replaceAll("R2", "R3")
        .replaceAll("net2", "net4")
        .replaceAll("10.2.0.", "10.3.0.")
        .replaceAll("172.16.2.", "172.16.3.")
        .replaceAll("fa:16:3e:02", "fa:16:3e:03")
        .replace("10.30.0.32-10.30.0.47", "10.30.0.48-10.30.0.63")
        .replace("10.30.0.36", "10.30.0.52");
}
