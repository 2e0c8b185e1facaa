import type { DevStackRelease } from "./dev-stack-plan.ts";

/** What the tower's file says of DevStack, defaults filled in. */
export interface TowerDevStackFile {
    /** @default "2025.2" */
    readonly release: DevStackRelease;
    /**
     * URL before `/openstack/<repository>`.
     * @default "https://opendev.org"
     */
    readonly gitBase: string;
    /**
     * Commits or tags by repository, in place of the release's own.
     * @default {}
     */
    readonly refs: Readonly<Record<string, string>>;
    /** @default - everybody's own servers, reached directly */
    readonly mirrors: MirrorsFile;
    /**
     * URLs of images that DevStack uploads.
     * @default []
     */
    readonly images: readonly string[];
    /** @default "stop" */
    readonly onDestroy: "stop" | "remove";
    /** @default true */
    readonly offline: boolean;
    /**
     * Longest time for `stack.sh`, in minutes.
     * @default 90
     */
    readonly timeout: number;
}

/** What a site's file says of DevStack, defaults filled in. */
export interface SiteDevStackFile extends TowerDevStackFile {
    /** @default "kvm" */
    readonly virt: "kvm" | "qemu";
    /** @default "system" */
    readonly datapath: "system" | "netdev";
    /** @default - none */
    readonly interfaces: InterfacesFile;
}

/** K-Box's network cards that Open vSwitch takes over. */
export interface InterfacesFile {
    /**
     * Without one the K-Box itself is the external network's gateway, and lets its packets out under its own address.
     * @default null
     */
    readonly external: string | null;
    /** @default null */
    readonly management: string | null;
    /** @default null */
    readonly control: string | null;
    /** @default null */
    readonly data: string | null;
}

/** Where packages come from. */
export interface MirrorsFile {
    /** @default null */
    readonly apt: string | null;
    /** @default null */
    readonly pip: string | null;
    /** @default null */
    readonly proxy: string | null;
    /** @default [] */
    readonly noProxy: readonly string[];
}
