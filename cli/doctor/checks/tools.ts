import type { SitePlan } from "../../../plan/environment-plan.ts";
import { ownEnds } from "../../../plan/shared-network-plan.ts";
import { type DoctorCheck, ok, wrong } from "../check.ts";
import { shellOf } from "../hands.ts";

/** Programs with Debian's packages of them. */
type Programs = Readonly<Record<string, string>>;

/** What the looks at the K-Box need there. */
const looks: Programs = { python3: "python3", ip: "iproute2", bridge: "iproute2" };

/** What our end of a shared network needs beside. */
const end: Programs = { nft: "nftables", ethtool: "ethtool", flock: "util-linux", systemctl: "systemd" };

const openVSwitch: Programs = { "ovs-vsctl": "openvswitch-switch", "ovsdb-client": "openvswitch-switch" };

/** The K-Box has the programs that its end of a shared network is made with, and its user may use them. */
export const tools: DoctorCheck<SitePlan> = {
    name: "K-Box's programs",
    needs: ["login", "DevStack"],
    run: async (site, hands) => {
        const shell = await shellOf(hands, site);
        const needed = neededAt(site);
        const names = Object.keys(needed);
        const sudo = site.kBox.user === "root" ? "" : "sudo -n true 2>/dev/null || echo sudo; ";
        const script = `${sudo}for tool in ${names.join(" ")}; do command -v $tool >/dev/null || echo $tool; done`;
        const missing = (await shell.run(script)).output
            .toString()
            .split("\n")
            .filter((name) => name !== "");
        if (missing.length === 0) return ok(names.join(", "));
        if (missing.includes("sudo")) {
            return wrong(
                `${site.kBox.user} may not use sudo without a password. Allow it in /etc/sudoers.d/ on the K-Box.`,
            );
        }
        const packages = [...new Set(missing.map((name) => needed[name]))].join(" ");
        return wrong(`${missing.join(", ")} missing on the K-Box. Install: ${packages}.`);
    },
};

/** Where Neutron makes the tunnels itself, nothing is there for us to make. */
function neededAt(site: SitePlan): Programs {
    const ends = ownEnds(site);
    const overOpenVSwitch = ends.some(({ vtep }) => vtep.switch === "openvswitch");
    return { ...looks, ...(ends.length > 0 && end), ...(overOpenVSwitch && openVSwitch) };
}
