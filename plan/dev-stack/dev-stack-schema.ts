import { z } from "zod";
import { gitRef, hostName, name, sourceUrl } from "../formats.ts";

const mirrors = z.strictObject({
    apt: sourceUrl.nullable().default(null).describe("Mirror for apt, such as http://mirror.example.org/debian."),
    pip: sourceUrl.nullable().default(null).describe("Index for pip, such as https://mirror.example.org/simple."),
    proxy: sourceUrl
        .nullable()
        .default(null)
        .describe("HTTP proxy for apt, pip and git, such as http://10.0.0.1:3128."),
    noProxy: z
        .array(hostName.describe("Host or address."))
        .default([])
        .describe("Hosts and addresses that are reached without the proxy."),
});

const common = {
    release: z.enum(["2025.2", "ussuri"]).default("2025.2").describe("OpenStack's release; ussuri is for tricircle."),
    gitBase: sourceUrl
        .default("https://opendev.org")
        .describe("Where the git repositories are, without /openstack/…: a server, a mirror or file:///folder."),
    refs: z
        .record(name, gitRef.describe("Commit or tag."))
        .default({})
        .describe("Other commits or tags than the release's own, by repository: devstack, nova, requirements, …"),
    mirrors: mirrors
        .default({ apt: null, pip: null, proxy: null, noProxy: [] })
        .describe("Where apt, pip and git get their packages from."),
    onDestroy: z
        .enum(["stop", "remove"])
        .default("stop")
        .describe("After destroy: stop leaves software and data there, remove brings the machine back as it was."),
    images: z
        .array(sourceUrl.describe("URL of an image."))
        .default([])
        .describe("Images that DevStack uploads: each is named as its file, without the ending."),
    offline: z.boolean().default(true).describe("Whether later runs do without package mirrors and git server."),
    timeout: z.int().min(5).max(600).default(90).describe("Longest time for stack.sh, in minutes."),
};

const interfaces = z.strictObject({
    external: name.nullable().default(null).describe("K-Box's card on the external network; null: it is the gateway."),
    management: name.nullable().default(null).describe("K-Box's card on the management network, such as eno1."),
    control: name.nullable().default(null).describe("K-Box's card on the control network, such as eno2."),
    data: name.nullable().default(null).describe("K-Box's card on the data network, such as eno3."),
});

/** Block `devstack` of the tower's file. */
export const towerDevStackSchema = z.strictObject(common);

/** Block `devstack` of a site's file. */
export const siteDevStackSchema = z.strictObject({
    ...common,
    virt: z.enum(["kvm", "qemu"]).default("kvm").describe("What runs guests: kvm, or qemu where there is no KVM."),
    datapath: z
        .enum(["system", "netdev"])
        .default("system")
        .describe("Open vSwitch's datapath: system, or netdev where the kernel has no openvswitch module."),
    interfaces: interfaces
        .default({ external: null, management: null, control: null, data: null })
        .describe("K-Box's network cards that Open vSwitch takes over."),
});
