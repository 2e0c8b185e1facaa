import type { SitePlan } from "../../plan/environment-plan.ts";
import { describeDevStackState, readDevStackState } from "../k-box/dev-stack-state.ts";
import type { KeyPlaces } from "../ssh/keys.ts";
import { kBoxLogin } from "../ssh/logins.ts";
import { Connections } from "../verify/connections.ts";
import { patience } from "./reach.ts";

/** How far DevStack is on a site's K-Box; `null` when nobody could log in there, which `doctor` explains. */
export async function askDevStack(site: SitePlan, keys: KeyPlaces): Promise<string | null> {
    const connections = await Connections.create(AbortSignal.timeout(2 * patience));
    try {
        const shell = await connections.open(kBoxLogin(site, keys));
        return describeDevStackState(await readDevStackState(shell, site.kBox));
    } catch {
        return null;
    } finally {
        await connections.close();
    }
}
