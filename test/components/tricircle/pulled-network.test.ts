import { expect, test } from "vitest";
import { dynamicProgram } from "../../../components/tricircle/dynamic-program.ts";
import { PulledNetwork } from "../../../components/tricircle/pulled-network.ts";
import { named, record } from "../mocks.ts";

test("is a dynamic resource with its own program", async () => {
    const place = { cloud: "lab-gist", central: "CentralRegion", region: "RegionOne" };
    const inputs = { ...place, name: "net3", cidr: "10.30.0.0/24", vni: 70003 };
    const made = named(await record(() => new PulledNetwork("net3", inputs, {})), "net3");
    expect(made.type).toBe("pulumi-nodejs:dynamic/k-one:PulledNetwork");
    expect(made.inputs).toEqual({ ...inputs, __provider: dynamicProgram("PulledNetwork") });
});
