import { afterEach } from "vitest";
import { lookupFor, type Place } from "../../../cli/recover/lookup.ts";
import { openCloud } from "../../../cloud/cloud.ts";
import { type Answer, type StandIn, startStandIn } from "../../cloud/stand-in.ts";

let cloud: StandIn | null = null;

/** Stops a test's cloud after it. */
export function closeAfterEach(): void {
    afterEach(close);
}

async function close(): Promise<void> {
    await cloud?.close();
    cloud = null;
}

/** A cloud that gives these answers. */
export async function place(answers: Readonly<Record<string, Answer>>): Promise<Place> {
    await close();
    cloud = await startStandIn(answers);
    return { cloud: await openCloud("site", { env: cloud.env }), region: "RegionOne", report: () => undefined };
}

/** What the look-up of a type finds in a cloud that gives these answers. */
export async function find(type: string, inputs: Record<string, unknown>, answers: Record<string, Answer>) {
    return (await lookupFor(`openstack:${type}`)?.(inputs, await place(answers))) ?? "unknown";
}

/** Calls that the cloud has got. */
export function calls(): readonly string[] {
    return cloud?.calls ?? [];
}
