import { bundle, installCommand } from "../../components/vtep-script.ts";
import type { SharedNetworkPlan, SitePlan } from "../../plan/environment-plan.ts";
import { UserError } from "../../plan/user-error.ts";
import { quote } from "../../ssh/login.ts";
import { onBridge } from "../k-box/planned-bridge.ts";
import { differencesOf, lookAtVtep, plannedEnd } from "../k-box/vtep-end.ts";
import type { Shell } from "../verify/shell.ts";

/** A site's end of a shared network on the Linux bridge that Neutron's id of it names. */
export function endOn(network: SharedNetworkPlan, id: string): SharedNetworkPlan {
    return onBridge(network, `brq${id.slice(0, 11)}`);
}

/** Whether a K-Box's end of a network is the mesh's already. */
export async function isWired(shell: Shell, { kBox }: SitePlan, network: SharedNetworkPlan): Promise<boolean> {
    const end = plannedEnd(network);
    return differencesOf(end, await lookAtVtep(shell, kBox, end)).length === 0;
}

/**
 * Changes the tunnel's device in the guests' bridge: Tricircle's goes right before the mesh's comes, since a VNI has one
 * device. The guests stay where they are.
 */
export async function takeWire(shell: Shell, { kBox }: SitePlan, network: SharedNetworkPlan): Promise<void> {
    const command = installCommand(kBox, network, tricircleDevice(network));
    const { code, errors } = await shell.run(command, { input: Buffer.from(bundle()), seconds: 240 });
    if (code === 0) return;
    const why = errors.trim().split("\n").at(-1) || "no reason was given";
    throw new UserError(`${network.name} on the K-Box at ${kBox.address} can't become the mesh's: ${why}`);
}

/**
 * Has a K-Box that still is Tricircle's send what it doesn't know the place of to another site, too. Tricircle's agent does
 * so by itself while it knows a port there; without, questions (ARP) from here wouldn't arrive there.
 */
export async function keepFlooding(shell: Shell, { kBox }: SitePlan, network: SharedNetworkPlan, vtep: string) {
    const device = tricircleDevice(network);
    const script = [
        `ip link show ${device} >/dev/null 2>&1 || exit 0`,
        `bridge fdb show dev ${device} | grep -q '^00:00:00:00:00:00 dst ${vtep} ' && exit 0`,
        `bridge fdb append 00:00:00:00:00:00 dev ${device} dst ${vtep}`,
    ].join("\n");
    const asRoot = kBox.user === "root" ? script : `sudo -n sh -c ${quote(script)}`;
    const { code, errors } = await shell.run(asRoot);
    if (code === 0) return;
    throw new UserError(
        `${network.name} on the K-Box at ${kBox.address}: it can't be told of ${vtep}: ${errors.trim()}`,
    );
}

/** Device that the agent of Tricircle's regions makes. */
function tricircleDevice({ vni }: SharedNetworkPlan): string {
    return `vxlan-${vni}`;
}
