/** What a machine of the lab is made for, and so which root file system it starts from. */
export type GoldenKindName = "openstack" | "tricircle" | "bare";

/** A kind of golden root. */
export interface GoldenKind {
    readonly name: GoldenKindName;
    /** Start of its roots' names in `.k-one/`; the hash of their sources follows. */
    readonly prefix: string;
    /** Debian's code name for the release that it is made of. */
    readonly suite: string;
    /** Folder in the lab's sources whose `golden/build.sh` builds it. */
    readonly folder: string;
    /** Files and folders in the lab's sources that decide what is in it. */
    readonly parts: readonly string[];
}

/** All kinds. A change in one kind's parts leaves the others' roots as they are. */
export const goldenKinds: Readonly<Record<GoldenKindName, GoldenKind>> = {
    /** A region of OpenStack or the tower, ready to boot. */
    openstack: {
        name: "openstack",
        prefix: "golden-",
        suite: "trixie",
        folder: ".",
        parts: ["golden", "box", "guest"],
    },
    /** The same under Tricircle, whose Neutron is of 2020; Nova and all else are Debian 12's. */
    tricircle: {
        name: "tricircle",
        prefix: "golden-tricircle-",
        suite: "bookworm",
        folder: "tricircle",
        parts: ["tricircle", "golden", "box", "guest"],
    },
    /** A fresh Debian with an SSH server, for DevStack to make a region of. */
    bare: {
        name: "bare",
        prefix: "golden-bare-",
        suite: "bookworm",
        folder: "bare",
        parts: ["bare", "golden/locked.sh", "golden/root.sh"],
    },
};
