import type { SitePlan, VtepPlan } from "../../../plan/environment-plan.ts";
import { type DoctorCheck, type DoctorFinding, ok, wrong } from "../check.ts";
import { shellOf } from "../hands.ts";

interface Link {
    readonly ifname: string;
    readonly mtu: number;
    /** @default - none */
    readonly addr_info?: readonly { readonly local?: string }[];
}

/** The address that tunnels start from is the K-Box's own, on an interface that carries what the plan counts on. */
export const underlay: DoctorCheck<SitePlan> = {
    name: "underlay",
    needs: ["K-Box's programs"],
    run: async (site, hands) => {
        const shell = await shellOf(hands, site);
        const links = JSON.parse((await shell.run("ip -j address show")).output.toString()) as readonly Link[];
        const ends = new Map(site.sharedNetworks.map(({ vtep }) => [vtep.address, vtep]));
        return [...ends.values()].map((vtep) => judge(site, vtep, links));
    },
};

function judge({ stack }: SitePlan, { address, mtu }: VtepPlan, links: readonly Link[]): DoctorFinding {
    const file = `stacks/Pulumi.${stack}.yaml`;
    const link = links.find((candidate) => (candidate.addr_info ?? []).some(({ local }) => local === address));
    if (link === undefined) {
        const known = links.flatMap(({ addr_info }) => addr_info ?? []).flatMap(({ local }) => local ?? []);
        return wrong(
            `${address} is no address of the K-Box; it has ${known.join(", ")}. Correct vtep.address in ${file}, or give the K-Box that address.`,
        );
    }
    if (link.mtu >= mtu) return ok(`${address} on ${link.ifname}, MTU ${link.mtu}`);
    return wrong(
        `${link.ifname}, which carries the tunnels, has MTU ${link.mtu}; vtep.mtu in ${file} says ${mtu}. Raise the one (ip link set ${link.ifname} mtu ${mtu}) or lower the other.`,
    );
}
