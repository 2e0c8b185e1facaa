import { expect, test } from "vitest";
import { Region } from "../../components/region.ts";
import { named, record } from "./mocks.ts";

const args = { cloud: "lab-gist", region: "RegionOne", guestPublicKey: "ssh-ed25519 AAAA guest" };
const region = () => record(() => new Region("gist-region", args, {}));

test("a region's provider is bound to one entry of clouds.yaml and to one region", async () => {
    expect(named(await region(), "gist-region-provider").inputs).toMatchObject({
        cloud: "lab-gist",
        region: "RegionOne",
    });
});

test("a region's keypair is named after the stack and made through the region's provider", async () => {
    const recording = await region();
    const keypair = named(recording, "gist-region-keypair");
    expect(keypair.inputs).toEqual({ name: "k-one-lab-gist", publicKey: "ssh-ed25519 AAAA guest" });
    expect(keypair.provider).toBe(`${named(recording, "gist-region-provider").urn}::gist-region-provider-id`);
});
