import type { DevStackRelease, OperatingSystem } from "./dev-stack-plan.ts";

/** What a release of OpenStack is pinned to, and what it runs on. */
export interface ReleasePins {
    /** Branch of DevStack. */
    readonly branch: string;
    /** Commit or tag of DevStack on that branch. */
    readonly ref: string;
    /** Commit or tag by repository; `requirements` decides on every library's version. */
    readonly services: Readonly<Record<string, string>>;
    readonly systems: readonly OperatingSystem[];
}

const bookworm = { id: "debian", version: "12", name: "Debian 12" };
const noble = { id: "ubuntu", version: "24.04", name: "Ubuntu 24.04" };
const bionic = { id: "ubuntu", version: "18.04", name: "Ubuntu 18.04" };

const retired = "ussuri-eol";

/** Releases by name; the commits of `2025.2` stacked to their end together. */
export const releases: Readonly<Record<DevStackRelease, ReleasePins>> = {
    "2025.2": {
        branch: "stable/2025.2",
        ref: "92e864aa017f61e911a8ce3976e828fa5b750ded",
        services: {
            glance: "936c1ad6e8e291908760e18b62b742bda25c3f8a",
            keystone: "3dfbbe7b9bd11dcd64420da0e4eda48b637f4a70",
            neutron: "be6f741318e1e84de14956791a85c3b79787d1e1",
            nova: "7a1a8a2325172a2f2a07b4447243b46e6959ed70",
            placement: "7d5ca9d08377adb8df71d8d1b4a84f4a27878e80",
            requirements: "0e88245f541e4c82e3b0cf4b63cf50d7b7322d46",
        },
        systems: [bookworm, noble],
    },
    ussuri: {
        branch: "stable/ussuri",
        ref: retired,
        services: {
            glance: retired,
            keystone: retired,
            neutron: retired,
            nova: retired,
            placement: retired,
            requirements: retired,
            // Cut from stable/ussuri, which mirrors have lost since the project retired.
            tricircle: "8.0.0",
        },
        systems: [bionic],
    },
};
