import { describe, expect, test } from "vitest";
import { adminApi } from "../../../cli/tricircle/admin-api.ts";
import { samplePlan } from "../verify/fakes.ts";

const { tower } = samplePlan();
const cloud = { request: async () => undefined as never };

describe("adminApi", () => {
    test("is asked in the Central Region with the tower's credential", async () => {
        const opened: string[] = [];
        const open = async (entry: string) => {
            opened.push(entry);
            return cloud;
        };
        const withCentral = { ...tower, central: { pods: [], pools: {} } };
        expect(await adminApi(withCentral, open)).toEqual({ cloud, central: tower.region });
        expect(opened).toEqual([tower.cloud]);
    });

    test("is none where the driver is mesh", async () => {
        await expect(adminApi(tower, async () => cloud)).rejects.toThrow("has the driver tricircle");
    });
});
