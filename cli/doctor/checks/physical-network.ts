import type { SitePlan } from "../../../plan/environment-plan.ts";
import { type DoctorCheck, type DoctorFinding, ok, wrong } from "../check.ts";
import type { DoctorHands } from "../hands.ts";

interface Agent {
    /** @default - Neutron keeps them to itself */
    readonly configurations?: Readonly<Record<string, unknown>>;
}

/**
 * The external network's physical network leads somewhere. A shared network's is mapped by the site's own stack, so the
 * look at the K-Box's end of it tells.
 */
export const physicalNetwork: DoctorCheck<SitePlan> = {
    name: "physical network",
    needs: ["APIs"],
    run: async (site, hands) => {
        const { physical } = site.external;
        const mappings = (await ofAgents(site, hands)) ?? (await ofKBox(site, hands));
        if (mappings === null) return hidden(physical);
        const found = mappings.find((mapping) => mapping.startsWith(`${physical}:`));
        if (found !== undefined) return ok(`${physical} is ${found.slice(physical.length + 1)}`);
        const known = mappings.map((mapping) => mapping.split(":")[0]).join(", ") || "none";
        return wrong(
            `no bridge is mapped to physical network ${physical}; there are ${known}. Correct external.physical in stacks/Pulumi.${site.stack}.yaml, or map it: ovs-vsctl set Open_vSwitch . external_ids:ovn-bridge-mappings=${physical}:<bridge>.`,
        );
    },
};

/** Neutron shows its agents to administrators; to others it shows an empty list or refuses. */
async function ofAgents({ cloud, region }: SitePlan, hands: DoctorHands): Promise<readonly string[] | null> {
    const opened = await hands.cloud(cloud);
    const answer = await opened
        .request<{ readonly agents: readonly Agent[] }>("network", region, "/agents")
        .catch(() => ({ agents: [] }));
    const found = answer.agents.flatMap(({ configurations = {} }) => mappingsOf(configurations));
    return found.length === 0 ? null : found;
}

/** OVN's agents tell them as text, Open vSwitch's as an object. */
function mappingsOf(configurations: Readonly<Record<string, unknown>>): readonly string[] {
    const found = configurations["bridge-mappings"] ?? configurations.bridge_mappings;
    if (typeof found === "string") return split(found);
    return Object.entries(found ?? {}).map(([network, bridge]) => `${network}:${bridge}`);
}

async function ofKBox(site: SitePlan, hands: DoctorHands): Promise<readonly string[] | null> {
    const login = (await hands.silence(site)) === null && hands.hasKey(site) ? await hands.login(site) : null;
    if (login === null || "error" in login) return null;
    const sudo = site.kBox.user === "root" ? "" : "sudo -n ";
    const script = `${sudo}ovs-vsctl --timeout=10 --if-exists get Open_vSwitch . external_ids:ovn-bridge-mappings`;
    const { code, output } = await login.shell.run(script);
    const text = output.toString().trim().replace(/^"|"$/g, "");
    return code !== 0 || text === "" ? null : split(text);
}

function split(text: string): readonly string[] {
    return text.split(",").map((mapping) => mapping.trim());
}

function hidden(physical: string): DoctorFinding {
    return {
        status: "skipped",
        text: `${physical} can't be seen: Neutron shows bridge mappings to administrators only, and the K-Box shows none (or nobody could log in there)`,
    };
}
