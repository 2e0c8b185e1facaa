import { expect, test } from "vitest";
import { planPool } from "../../plan/pool.ts";

test("a pool's text becomes its first and last address", () => {
    expect(planPool("10.30.0.16-10.30.0.31")).toEqual({ start: "10.30.0.16", end: "10.30.0.31" });
    expect(planPool("172.16.1.30 - 172.16.1.31")).toEqual({ start: "172.16.1.30", end: "172.16.1.31" });
});
