import { expect, test } from "vitest";
import { labStatus } from "../../lab/status.ts";

test("a lab that doesn't exist has no machines and is not ready", async () => {
    expect(await labStatus("labnobody")).toEqual({ environment: "labnobody", ready: false, wan: false, machines: [] });
});
