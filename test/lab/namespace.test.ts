import { existsSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { describeLab } from "../../lab/names.ts";
import { assertInsideLab, enterLab, namespaceExists, namespaceFile } from "../../lab/namespace.ts";

describe("assertInsideLab", () => {
    test("names the way in when the process is outside", () => {
        expect(() => assertInsideLab("labnobody")).toThrow(/npx k-one lab start --environment labnobody.*lab shell/);
    });

    test("has nothing against environments that are no labs", () => {
        expect(() => assertInsideLab("kone")).not.toThrow();
    });
});

test("enterLab names the WAN's namespace", () => {
    expect(enterLab("labtest")).toEqual(["nsenter", `--net=/run/netns/${describeLab("labtest").wan}`, "--"]);
});

test("a file alone is no namespace", () => {
    expect(namespaceExists("no-such-namespace")).toBe(false);
    expect(existsSync(namespaceFile("no-such-namespace"))).toBe(false);
});
