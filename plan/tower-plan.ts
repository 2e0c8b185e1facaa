import type { TowerPlan } from "./environment-plan.ts";
import type { CompleteEnvironment } from "./site-plan.ts";

/** The tower's plan: its own file, and of the sites nothing but their names. */
export function planTower({ environment, tower, sites }: CompleteEnvironment): TowerPlan {
    return {
        environment,
        stack: `${environment}-tower`,
        cloud: tower.cloud,
        region: tower.region,
        authUrl: tower.identity.authUrl,
        memberRole: tower.identity.memberRole,
        host: tower.host,
        production: tower.production,
        outside: tower.outside,
        acceptPlaintext: tower.acceptPlaintext,
        exceptions: tower.exceptions,
        sites: sites.map(({ name }) => name),
    };
}
