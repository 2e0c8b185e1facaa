import { planTowerDevStack } from "./dev-stack/planner.ts";
import type { SharedNetworkDefinition, TowerPlan } from "./environment-plan.ts";
import type { CompleteEnvironment } from "./site-plan.ts";
import type { TowerFile } from "./tower-file.ts";
import { planCentral } from "./tricircle/central.ts";

/** The tower's plan: its own file, and of the sites nothing but their names. */
export function planTower(complete: CompleteEnvironment): TowerPlan {
    const { environment, tower, sites } = complete;
    return {
        environment,
        stack: `${environment}-tower`,
        identityMode: tower.identity.mode === "own" ? "own" : "shared",
        cloud: tower.cloud,
        region: tower.region,
        authUrl: tower.identity.authUrl,
        memberRole: tower.identity.memberRole,
        host: tower.host,
        devStack: planTowerDevStack(complete),
        glance: tower.glance === "shared" ? "shared" : "separate",
        production: tower.production,
        outside: tower.outside,
        sharedNetworks: defineSharedNetworks(tower),
        central: planCentral(complete),
        acceptPlaintext: tower.acceptPlaintext,
        exceptions: tower.exceptions,
        sites: sites.map(({ name }) => name),
    };
}

/** Every shared network, in the order of their names. */
export function defineSharedNetworks({ sharedNetworks }: TowerFile): SharedNetworkDefinition[] {
    return Object.entries(sharedNetworks)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([name, { driver, cidr, vni, mtu, encryption }]) => ({ name, driver, cidr, vni, mtu, encryption }));
}
