import { shown } from "./finding.ts";
import { notKnown } from "./resource.ts";
import type { SitePolicy } from "./site-policy.ts";

/** Components that make a shared network, or a site's end of it. */
const sharing = ["SharedNetwork", "CentralNetwork", "PulledShare"].map((name) => `k-one:index:${name}`);

/** A shared network is realised by a driver that has a future. */
export const currentDriver: SitePolicy = {
    name: "current-driver",
    description: "Tricircle is retired and runs on releases of OpenStack that get no security fixes.",
    severity: "low",
    remedy: "Use driver: mesh.",
    enforcement: "advisory",
    settings: {
        deprecated: {
            type: "array",
            items: { type: "string" },
            default: ["tricircle"],
            description: "Drivers of shared networks that new environments shouldn't use.",
        },
    },
    *checkResource(resource, { settings: { deprecated } }) {
        if (!sharing.includes(resource.type) || !Array.isArray(deprecated)) return;
        const driver = resource.get("network", "driver");
        if (driver === notKnown) yield { resource, unknown: "network.driver" };
        if (!deprecated.includes(driver)) return;
        yield {
            ...{ resource, at: "network.driver", allowed: "mesh" },
            found: `driver ${shown(driver)} is deprecated`,
            fix: "Write driver: mesh into a new tower's file; `npx k-one migrate <environment> --to mesh` moves what is there.",
        };
    },
};
