import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { provider } from "../../../components/tricircle/pod-provider.ts";
import { type Api, password, startApi } from "./api.ts";

const inputs = { cloud: "site", central: "CentralRegion", region: "RegionOne", availabilityZone: "az1" };
const top = { ...inputs, region: "CentralRegion", availabilityZone: "" };
let api: Api;
beforeEach(async () => {
    api = await startApi();
    vi.stubEnv("OS_CLIENT_CONFIG_FILE", api.clouds);
});
afterEach(async () => {
    vi.unstubAllEnvs();
    await api.close();
});

describe("a pod", () => {
    test("is made with region and availability zone, shown again, and deleted", async () => {
        const made = await provider.create(inputs);
        expect(made).toEqual({ id: "pod-RegionOne", outs: inputs });
        expect(api.pods).toEqual([{ pod_id: "pod-RegionOne", region_name: "RegionOne", az_name: "az1" }]);
        expect(await provider.read(made.id, inputs)).toEqual({ id: made.id, props: inputs });
        await provider.delete(made.id, inputs);
        expect(api.pods).toEqual([]);
    });

    test("keeps no secret in its state", async () =>
        expect(JSON.stringify(await provider.create(inputs))).not.toContain(password));

    test("is taken over when it is there with the planned values", async () => {
        api.pods.push({ pod_id: "by-hand", region_name: "RegionOne", az_name: "az1" });
        expect(await provider.create(inputs)).toMatchObject({ id: "by-hand" });
        expect(api.pods).toHaveLength(1);
    });

    test("that is there with other values is an error, and stays", async () => {
        api.pods.push({ pod_id: "by-hand", region_name: "RegionOne", az_name: "az9" });
        await expect(provider.create(inputs)).rejects.toThrow(
            "pod RegionOne exists in Tricircle's Admin API with availability zone az9, and az1 is planned. " +
                "Delete pod by-hand there, or correct the site's availabilityZone.",
        );
        expect(api.calls).toEqual(["GET /v1.0/pods"]);
    });

    test("of the Central Region is one alone", async () => {
        expect(await provider.create(top)).toMatchObject({ id: "pod-CentralRegion" });
        await expect(provider.create({ ...top, region: "Other" })).rejects.toThrow(
            "pod Other can't be made: Tricircle's Admin API has the Central Region CentralRegion already. " +
                "Delete pod pod-CentralRegion there, or correct tower.region.",
        );
    });

    test("shows what was changed by hand, which then is planned anew, and that it is gone", async () => {
        const { id } = await provider.create(inputs);
        api.pods.splice(0, 1, { pod_id: id, region_name: "RegionOne", az_name: "by-hand" });
        const { props } = await provider.read(id, inputs);
        expect(props).toEqual({ ...inputs, availabilityZone: "by-hand" });
        const diff = await provider.diff(id, props as typeof inputs, inputs);
        expect(diff).toEqual({ changes: true, replaces: ["availabilityZone"], deleteBeforeReplace: true });
        api.pods.splice(0);
        expect(await provider.read(id, inputs)).toEqual({ id: "", props: {} });
        await expect(provider.delete(id, inputs)).resolves.toBeUndefined();
    });

    test("is an error while nothing answers", async () => {
        await api.close();
        await expect(provider.read("pod-RegionOne", inputs)).rejects.toThrow();
        api = await startApi();
    });
});
