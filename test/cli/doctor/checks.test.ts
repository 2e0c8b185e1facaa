import { expect, test } from "vitest";
import { siteChecks, towerChecks } from "../../../cli/doctor/checks.ts";

test.each([siteChecks, towerChecks])(
    "each check needs only what comes before it, and has a name of its own",
    (...checks) => {
        const names = checks.map(({ name }) => name);
        expect(new Set(names).size).toBe(names.length);
        for (const [index, { needs }] of checks.entries()) {
            expect(names.slice(0, index)).toEqual(expect.arrayContaining([...needs]));
        }
    },
);
