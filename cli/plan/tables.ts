import Table from "cli-table3";
import {
    type EnvironmentPlan,
    hasKeystone,
    type Pool,
    type SharedNetworkDefinition,
    type SharedNetworkPlan,
    type SitePlan,
    type TowerPlan,
} from "../../plan/environment-plan.ts";
import { list } from "../../plan/words.ts";

/** Lines in a cell that would else be as long as the environment is large. */
const most = 20;

/** A plan for a human: what the sites have for themselves, then each shared network with every site's end of it. */
export function renderPlan({ environment, tower, sites }: EnvironmentPlan): string {
    const heading = `${environment}: ${identity(tower)}.`;
    const ownKeystones = !hasKeystone(tower);
    return [
        heading,
        siteTable(sites, ownKeystones),
        ...tower.sharedNetworks.map((network) => sharedTable(network, sites)),
    ].join("\n\n");
}

function identity(tower: TowerPlan): string {
    if (!hasKeystone(tower)) return "each site has a Keystone of its own, and the tower is a file";
    const place = tower.host === null ? "a machine of its own" : `the K-Box of ${tower.host}`;
    return `the tower is ${place}, Keystone at ${tower.authUrl}`;
}

function siteTable(sites: readonly SitePlan[], ownKeystones: boolean): string {
    const keystone = ownKeystones ? ["Keystone"] : [];
    const heads = ["site", "region", "zone", "K-Box", "external network", "router", "tenant network", "guest"];
    return table(
        [...heads.slice(0, 4), ...keystone, ...heads.slice(4)],
        sites.map(({ site, region, availabilityZone, kBox, authUrl, external, router, tenant, guest }) => [
            site,
            region,
            availabilityZone,
            kBox.address,
            ...(ownKeystones ? [authUrl] : []),
            [`${external.network} ${external.cidr}`, `gateway ${external.gateway}`, pool(external.pool)].join("\n"),
            router,
            [`${tenant.network} ${tenant.cidr}`, ...(tenant.dns.length > 0 ? [`DNS ${list(tenant.dns)}`] : [])].join(
                "\n",
            ),
            guest?.tenant ?? "",
        ]),
    );
}

function sharedTable(network: SharedNetworkDefinition, sites: readonly SitePlan[]): string {
    const { name, driver, cidr, vni, mtu } = network;
    const heads = ["site", "pool", "guest", "VTEP", "transport", "peers", "routes"];
    const rows = sites.flatMap((site) => site.sharedNetworks.filter((own) => own.name === name).map(row(site)));
    return `${name}: ${driver}, ${cidr}, VNI ${vni}, MTU ${mtu}\n${table(heads, rows)}`;
}

function row({ site, underlay, guest }: SitePlan): (end: SharedNetworkPlan) => readonly string[] {
    return ({ name, pool: share, vtep, routes }) => [
        site,
        pool(share),
        guest?.shared[name] ?? "",
        `${vtep.address}\n${vtep.device} in ${vtep.bridge}`,
        `${underlay.transport}\nMTU ${vtep.mtu}`,
        lines(vtep.peers.map((peer) => `${peer.site} ${peer.address}`)),
        lines(routes.map(({ destination, nextHop }) => `${destination} via ${nextHop}`)),
    ];
}

function lines(all: readonly string[]): string {
    const shown = all.length > most ? [...all.slice(0, most - 1), `and ${all.length - most + 1} more`] : all;
    return shown.join("\n");
}

function pool({ start, end }: Pool): string {
    return `${start}-${end}`;
}

// cli-table3 colours by itself unless it is told otherwise.
function table(head: readonly string[], rows: readonly (readonly string[])[]): string {
    const made = new Table({ head: [...head], style: { head: [], border: [] } });
    for (const cells of rows) made.push([...cells]);
    return made.toString();
}
