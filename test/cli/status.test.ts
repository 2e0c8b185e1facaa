import { describe, expect, test } from "vitest";
import { noRecord } from "../../cli/status/record.ts";
import { environmentStatus } from "../../cli/status.ts";
import { samplePlan } from "./verify/fakes.ts";

const plan = samplePlan();
const open = { name: "sample", plan, backend: "file:///state", stacks: new Set(["sample-tower", "sample-gist"]) };
const reach = async () => ({ ssh: null, devStack: null, jobs: null, apis: {} });

describe("environmentStatus", () => {
    test("asks the backend for the stacks it has, and knows that nothing was done with the others", async () => {
        const asked: string[] = [];
        const record = async (stack: string) => {
            asked.push(stack);
            return { ...noRecord, resources: 30 };
        };
        const { stacks } = await environmentStatus(open, null, { record, reach });
        expect(asked).toEqual(["sample-tower", "sample-gist"]);
        expect(stacks.map(({ stack, site, resources }) => [stack, site, resources])).toEqual([
            ["sample-tower", null, 30],
            ["sample-gist", "gist", 30],
            ["sample-korea", "korea", null],
        ]);
    });

    test("looks at the named sites only, and refuses an unknown one", async () => {
        const record = async () => noRecord;
        const { stacks } = await environmentStatus(open, ["korea"], { record, reach });
        expect(stacks.map(({ stack }) => stack)).toEqual(["sample-korea"]);
        await expect(environmentStatus(open, ["kaist"], { record, reach })).rejects.toThrow("kaist: no site");
    });

    test("asks all sites at once, so that a silent one takes no other's time", async () => {
        let running = 0;
        let most = 0;
        const slow = async () => {
            most = Math.max(most, ++running);
            await new Promise(setImmediate);
            running--;
            return reach();
        };
        await environmentStatus(open, null, { record: async () => noRecord, reach: slow });
        expect(most).toBe(3);
    });
});
