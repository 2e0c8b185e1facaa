import { stringify } from "yaml";
import { formatAddress, parseAddress, parseBlock, parsePool } from "../../plan/cidr.ts";
import type { NextSite } from "../../plan/next-site.ts";
import type { SiteAnswers } from "./fields.ts";

/**
 * Text of a new site's stack file, in the order of the others' fields.
 * @param ownKeystone Whether each site has one; then it is taken to be on the K-Box, at Keystone's own port.
 */
export function newStackFile(answers: SiteAnswers, next: NextSite, ownKeystone = false): string {
    const config = {
        "pulumi:disable-default-providers": ["openstack"],
        "k-one:site": siteOf(answers, next, ownKeystone),
    };
    return `# yaml-language-server: $schema=site.schema.json\n${stringify({ config }, { lineWidth: 0 })}`;
}

function siteOf(answers: SiteAnswers, next: NextSite, ownKeystone: boolean): object {
    const { institution, region, availabilityZone, cloud, router, baseMac } = answers;
    const external = mover(next.external.cidr, answers.externalCidr);
    const tenant = mover(next.tenant.cidr, answers.tenantCidr);
    const { network, physical, gateway, pool } = next.external;
    const guest = next.guest === null ? {} : { guest: { ...next.guest, tenant: tenant(next.guest.tenant) } };
    return {
        institution,
        region,
        availabilityZone,
        cloud,
        ...(ownKeystone && { identity: { authUrl: `http://${answers.kBox}:5000/v3` } }),
        kBox: { address: answers.kBox, user: answers.user, hostKey: answers.hostKey },
        external: { network, physical, cidr: answers.externalCidr, gateway: external(gateway), pool: external(pool) },
        router,
        tenant: { network: next.tenant.network, cidr: answers.tenantCidr },
        shared: next.shared,
        vtep: { address: answers.vtep, transport: answers.transport, mtu: Number(answers.mtu) },
        baseMac,
        access: { sshFrom: answers.sshFrom.split(",").flatMap((block) => block.trim() || []) },
        ...guest,
    };
}

/** Moves an address or a pool from the suggested block to the same place in the chosen one, cut at its last host. */
function mover(suggested: string, chosen: string): (text: string) => string {
    const [from, to] = [parseBlock(suggested), parseBlock(chosen)];
    if (from === null || to === null) return (text) => text;
    const move = (address: number) => formatAddress(Math.min(to.first + address - from.first, to.last - 1));
    const moveEnd = (address: number) => formatAddress(to.last + address - from.last);
    return (text) => {
        const pool = parsePool(text);
        return pool === null ? move(parseAddress(text) ?? 0) : `${move(pool.first)}-${moveEnd(pool.last)}`;
    };
}
