import { expect, test } from "vitest";
import { dynamicProgram } from "../../../components/tricircle/dynamic-program.ts";
import { Pod } from "../../../components/tricircle/pod.ts";
import { named, record } from "../mocks.ts";

test("is a dynamic resource with its own program, and no secret among its inputs", async () => {
    const inputs = { cloud: "lab-tower", central: "CentralRegion", region: "RegionOne", availabilityZone: "az1" };
    const made = named(await record(() => new Pod("pod", inputs, {})), "pod");
    expect(made.type).toBe("pulumi-nodejs:dynamic/k-one:Pod");
    expect(made.inputs).toEqual({ ...inputs, __provider: dynamicProgram("Pod") });
});
