import { readFileSync } from "node:fs";
import { guestKey, publicKey } from "../../../lab/keys.ts";
import { describeLab } from "../../../lab/names.ts";
import type { SiteObjects } from "../objects.ts";
import { Box } from "../vtep/box.ts";

/** A site of the environment that the script of 2017 made. */
export interface OldCloudSite {
    readonly site: string;
    readonly region: string;
    /** Place in the script's list, which all names and addresses come from. */
    readonly number: number;
}

/** Addresses of a site's server, on its tenant network and on the old net3. */
export function oldAddresses({ number }: OldCloudSite): { readonly tenant: string; readonly net3: string } {
    return { tenant: `10.0.${number}.10`, net3: `10.0.3.${number}0` };
}

/**
 * Runs words of the plain `openstack` client on a site's K-Box with the site's own login, all in one process: the client
 * takes seconds to start. It goes on after one that fails, so what there is afterwards is the caller's to look at.
 */
export async function openstack(
    environment: string,
    { site, region }: OldCloudSite,
    commands: readonly string[],
): Promise<string> {
    const lab = describeLab(environment);
    const script = [
        "set -eu",
        "umask 077",
        "folder=$(mktemp -d); trap 'rm -r \"$folder\"' EXIT",
        `echo '${publicKey(guestKey(lab))}' >"$folder/guest.pub"`,
        `cat >"$folder/clouds.yaml" <<'CLOUDS'`,
        readFileSync(lab.clouds, "utf8"),
        "CLOUDS",
        "export OS_CLIENT_CONFIG_FILE=$folder/clouds.yaml",
        // Beside options on its command line it would read no commands.
        `export OS_CLOUD=${environment}-${site} OS_REGION_NAME=${region}`,
        "openstack 2>&1 <<COMMANDS || true",
        ...commands,
        "COMMANDS",
    ];
    return new Box(environment, site).run("sh -s", script.join("\n"));
}

/** What the script did in one region, with today's words and the lab's image, flavor and physical network. */
export function oldScript(site: OldCloudSite): readonly string[] {
    const { number: n } = site;
    const { tenant, net3 } = oldAddresses(site);
    const external = `192.168.10${n}`;
    const open = (protocol: string) => `security group rule create --protocol ${protocol} --remote-ip 0.0.0.0/0`;
    const port = (network: string, address: string) =>
        `port create --network ${network} --fixed-ip subnet=${network}-subnet,ip-address=${address} ` +
        `--allowed-address ip-address=0.0.0.0/0 vm${n}-${network}`;
    return [
        "keypair create --public-key $folder/guest.pub oldkey",
        `network create net${n}`,
        `subnet create --network net${n} --subnet-range 10.0.${n}.0/24 net${n}-subnet`,
        "network create net3",
        "subnet create --network net3 --subnet-range 10.0.3.0/24 --gateway none net3-subnet",
        `network create --external --provider-network-type flat --provider-physical-network ext ext-net${n}`,
        `subnet create --network ext-net${n} --subnet-range ${external}.0/24 --no-dhcp --gateway ${external}.1 ` +
            `--allocation-pool start=${external}.100,end=${external}.254 ext-subnet${n}`,
        `router create R${n}`,
        `router set --external-gateway ext-net${n} R${n}`,
        `router add subnet R${n} net${n}-subnet`,
        `${open("icmp")} default`,
        `${open("tcp")} --dst-port 1:65535 default`,
        `${open("udp")} --dst-port 1:65535 default`,
        port(`net${n}`, tenant),
        port("net3", net3),
        `server create --key-name oldkey --flavor k-one.tiny --image k-one-guest --nic port-id=vm${n}-net${n} ` +
            `--nic port-id=vm${n}-net3 vm${n}`,
        `floating ip create --port vm${n}-net${n} ext-net${n}`,
    ];
}

/** Takes away what a test that failed has left of {@link oldScript}. */
export function oldScriptUndone({ number: n }: OldCloudSite, found: SiteObjects): readonly string[] {
    const remove = (what: string, collection: string) => {
        const ids = (found[collection] ?? []).filter(({ device_owner }) => !device_owner?.startsWith("network:"));
        return ids.length === 0 ? [] : [`${what} delete ${ids.map(({ id }) => id).join(" ")}`];
    };
    return [
        ...remove("server", "servers").map((command) => command.replace("delete", "delete --wait")),
        ...remove("floating ip", "floatingips"),
        ...remove("port", "ports"),
        `router remove subnet R${n} net${n}-subnet`,
        ...remove("router", "routers"),
        ...remove("network", "networks"),
        "keypair delete oldkey",
    ];
}

/** Words after `openstack` in the commands that `import-script`'s sentences name for a site. */
export function commandsIn(steps: readonly string[], environment: string, { site, region }: OldCloudSite) {
    const start = `\`openstack --os-cloud ${environment}-${site} --os-region-name ${region} `;
    return steps.flatMap((step) => step.split(start).slice(1)).map((rest) => rest.slice(0, rest.indexOf("`")));
}
