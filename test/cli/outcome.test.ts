import { afterEach, describe, expect, test, vi } from "vitest";
import { printOutcome } from "../../cli/outcome.ts";

describe("printOutcome", () => {
    afterEach(() => {
        vi.restoreAllMocks();
        vi.unstubAllEnvs();
    });

    function printed(json: boolean | undefined): string {
        const write = vi.spyOn(process.stdout, "write").mockReturnValue(true);
        printOutcome({ sites: 2 }, json, ({ sites }, colors) => `${sites} sites${colors ? " in colours" : ""}`);
        return write.mock.calls.map(([text]) => String(text)).join("");
    }

    test("prints text for people", () => {
        vi.stubEnv("NO_COLOR", "1");
        expect(printed(undefined)).toBe("2 sites\n");
    });

    test("prints text when JSON is refused, too", () => expect(printed(false)).toMatch(/^2 sites/));

    test("prints JSON for programs, and nothing else", () => expect(JSON.parse(printed(true))).toEqual({ sites: 2 }));
});
