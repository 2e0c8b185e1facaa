import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { hostPipIndex, pipSettings } from "../../lab/pip.ts";
import { scratchFolder } from "./scratch.ts";

test("pip's index is what a variable says, then what the user's own settings say", () => {
    const home = scratchFolder();
    mkdirSync(join(home, ".config/pip"), { recursive: true });
    writeFileSync(
        join(home, ".config/pip/pip.conf"),
        "[global]\ntimeout = 5\nindex-url = https://pip.example.org/simple\n",
    );
    expect(hostPipIndex({}, home)).toBe("https://pip.example.org/simple");
    expect(hostPipIndex({ PIP_INDEX_URL: "https://other.example.org" }, home)).toBe("https://other.example.org");
});

test("a machine's settings name an index only where there is one", () => {
    expect(pipSettings("https://pip.example.org/simple")).toMatch(/^\[global\]\nindex-url = https:\/\/pip.*\ncert = /);
    expect(pipSettings(null)).not.toContain("index-url");
});
