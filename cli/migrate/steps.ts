import type { Cloud } from "../../cloud/cloud.ts";
import type { SharedNetworkPlan, SitePlan } from "../../plan/environment-plan.ts";
import { towerRegionOf } from "../../plan/keystone.ts";
import type { StackState } from "../recover/state.ts";
import type { Shell } from "../verify/shell.ts";
import { callLeave, leavingOf } from "./leave.ts";
import { regionIds, rulesIn } from "./region-ids.ts";
import { forgetCentral, isCentral, moveSite, networkIdIn } from "./state.ts";
import type { Step } from "./step.ts";
import type { Target } from "./target.ts";
import { endOn, isWired, keepFlooding, takeWire } from "./wire.ts";

/** What the steps work with. */
export interface MigrationHands {
    kBox(site: string): Promise<Shell>;
    /** Entry of `clouds.yaml`, with a token. */
    cloud(entry: string): Promise<Pick<Cloud, "request" | "projectId">>;
    /** State of a stack after the recovery of a killed run, or `null` when there is none. */
    readState(stack: string): Promise<StackState | null>;
    writeState(stack: string, state: StackState): Promise<void>;
    writeFiles(): Promise<void>;
    /** Reads what is there into the states, and brings the rest: an ordinary `up`, in which nothing may go. */
    up(): Promise<void>;
}

/** All steps in their order: each site leaves Tricircle and joins the mesh, then files and states say so. */
export function stepsOf({ plan, files }: Target, hands: MigrationHands): readonly Step[] {
    const { sites, tower } = plan;
    const written: Step = {
        ...{ site: null, name: "files", what: "The stack files say driver: mesh, and vtep.switch: linuxbridge." },
        isDone: async () => files.every(({ before, after }) => before === after),
        run: () => hands.writeFiles(),
    };
    const last: Step = {
        ...{
            site: null,
            name: "up",
            what: "Labels, routes and tunnels as with any up; nothing is replaced or deleted.",
        },
        isDone: async () => false,
        run: () => hands.up(),
    };
    return [
        ...sites.flatMap((site) => [leaveStep(site, hands), wireStep(site, sites, hands)]),
        written,
        ...sites.map((site) => stateStep(site, towerRegionOf(tower), hands)),
        towerStep(tower.stack, hands),
        last,
    ];
}

function leaveStep(site: SitePlan, hands: MigrationHands): Step {
    const call = async (command: "look" | "leave") => {
        const state = await hands.readState(site.stack);
        const ids = networkIds(site, state);
        const { projectId } = await hands.cloud(site.cloud);
        const rules = state === null ? [] : rulesIn(state);
        const leaving = leavingOf(site, ids, projectId ?? "", rules);
        return callLeave(await hands.kBox(site.site), site.kBox, command, leaving);
    };
    return {
        ...{ site: site.site, name: "leave" },
        what: `Neutron of ${site.region} leaves Tricircle: its API is away for about half a minute, packets flow on.`,
        isDone: () => call("look"),
        run: async () => void (await call("leave")),
    };
}

function wireStep(site: SitePlan, sites: readonly SitePlan[], hands: MigrationHands): Step {
    const ends = async () => {
        const ids = networkIds(site, await hands.readState(site.stack));
        return site.sharedNetworks.flatMap((network) => {
            const id = ids.get(network.name);
            return id === undefined ? [] : [endOn(network, id)];
        });
    };
    const flood = (network: SharedNetworkPlan) =>
        Promise.all(
            sites
                .filter(({ site: other }) => other !== site.site)
                .map(async (other) => keepFlooding(await hands.kBox(other.site), other, network, network.vtep.address)),
        );
    return {
        ...{ site: site.site, name: "wire" },
        what: "Its tunnel takes the place of Tricircle's in the guests' bridge: a moment without the shared networks.",
        isDone: async () => {
            const shell = await hands.kBox(site.site);
            const wired = (await ends()).map((network) => isWired(shell, site, network));
            return (await Promise.all(wired)).every(Boolean);
        },
        run: async () => {
            for (const network of await ends()) {
                await flood(network);
                await takeWire(await hands.kBox(site.site), site, network);
                await flood(network);
            }
        },
    };
}

function stateStep(site: SitePlan, central: string, hands: MigrationHands): Step {
    return {
        ...{ site: site.site, name: "state" },
        what: "Its stack knows the region's own objects instead of Central Neutron's.",
        isDone: async () => isSettled(await hands.readState(site.stack)),
        run: async () => {
            const state = await hands.readState(site.stack);
            if (state === null) return;
            const ids = await regionIds(await hands.cloud(site.cloud), site, state);
            await hands.writeState(site.stack, moveSite(state, { site, central, ids }));
        },
    };
}

function towerStep(stack: string, hands: MigrationHands): Step {
    return {
        ...{ site: "tower", name: "state" },
        what: "Its stack forgets Central Neutron's networks and pods; they are not deleted.",
        isDone: async () => isSettled(await hands.readState(stack)),
        run: async () => {
            const state = await hands.readState(stack);
            if (state !== null) await hands.writeState(stack, forgetCentral(state));
        },
    };
}

function isSettled(state: StackState | null): boolean {
    return state === null || !isCentral(state);
}

/** Ids of those shared networks that a site has, by name. */
function networkIds(site: SitePlan, state: StackState | null): ReadonlyMap<string, string> {
    return new Map(
        site.sharedNetworks.flatMap(({ name }) => {
            const id = state === null ? null : networkIdIn(state, site.site, name);
            return id === null ? [] : [[name, id] as const];
        }),
    );
}
