import { expect, test } from "vitest";
import { availabilityZone } from "../../../../cli/doctor/checks/availability-zone.ts";
import { findings, gist } from "../fakes.ts";

const zone = (zoneName: string, available: boolean) => ({
    answers: { "compute /os-availability-zone": { availabilityZoneInfo: [{ zoneName, zoneState: { available } }] } },
});

test("finds the declared one as Nova reports it", async () => {
    expect(await findings(availabilityZone, gist, zone("az1", true))).toEqual(["ok: az1"]);
    expect(await findings(availabilityZone, gist, zone("nova", true))).toEqual([
        "wrong: Nova in Region1 has no availability zone az1; it has nova. Correct availabilityZone in stacks/Pulumi.sample-gist.yaml.",
    ]);
    expect(await findings(availabilityZone, gist, zone("az1", false))).toEqual([
        expect.stringMatching(/^wrong: az1 isn't available: none of its hypervisors is up\./),
    ]);
});
