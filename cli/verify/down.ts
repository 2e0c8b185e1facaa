import { NoAnswerError } from "../../cloud/cloud.ts";
import { type EnvironmentPlan, hasKeystone, type SitePlan } from "../../plan/environment-plan.ts";
import type { Down } from "./check.ts";
import { LoginError } from "./connections.ts";
import type { Hands } from "./hands.ts";
import { parsePing, pingScript } from "./ping.ts";
import { textOf } from "./shell.ts";

/** What is asked to find out who is down. */
export type DownHands = Pick<Hands, "here" | "kBox" | "cloud" | "location">;

/** Tells whether the tower is down: no site gets an answer from its Keystone. Any answer, be it a refusal, says it is up. */
export async function towerDown(
    { tower }: EnvironmentPlan,
    hands: DownHands,
    sites: readonly string[],
): Promise<Down | null> {
    if (!hasKeystone(tower)) return null;
    const silent = await Promise.all(sites.map((site) => isSilent(hands.cloud(site))));
    if (silent.length === 0 || silent.includes(false)) return null;
    return { site: "tower", reason: `Keystone at ${tower.authUrl} does not answer` };
}

/**
 * Tells whether a site is down: its K-Box answers neither SSH nor ping, nor does its region. A site that answers
 * anything is up, and then its checks say what doesn't work.
 */
export async function siteDown({ site, kBox, guest }: SitePlan, hands: DownHands): Promise<Down | null> {
    if (!(await isSilent(hands.kBox(site)))) return null;
    const [text, region] = await Promise.all([
        textOf(hands.here, pingScript({ to: kBox.address })),
        guest === null ? true : isSilent(hands.location(site)),
    ]);
    if (parsePing(text).answered || !region) return null;
    return { site, reason: `its K-Box ${kBox.address} does not answer` };
}

async function isSilent(asked: Promise<unknown>): Promise<boolean> {
    return asked.then(() => false, saysNothing);
}

function saysNothing(error: unknown): boolean {
    if (error instanceof LoginError) return !error.answered;
    if (error instanceof NoAnswerError) return true;
    return error instanceof Error && error.cause !== undefined && saysNothing(error.cause);
}
