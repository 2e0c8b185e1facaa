import { realpathSync, statfsSync } from "node:fs";
import path from "node:path";
import { UserError } from "../plan/user-error.ts";

/** File systems that can't hold the changed files of a machine, by the number `statfs` gives. */
const unfit = new Map([
    [0x794c7630, "overlayfs (this computer is itself a container)"],
    [0x6969, "NFS"],
    [0x01021997, "9p"],
    [0x65735546, "FUSE"],
    [0x517b, "SMB"],
    [0xff534d42, "CIFS"],
    [0x786f4256, "a VirtualBox shared folder"],
    [0x4d44, "FAT"],
]);

/** Refuses a folder whose file system can't hold the lab's machines. */
export function assertOverlayable(folder: string, typeOf: (folder: string) => number = fileSystemType): void {
    const kind = unfit.get(typeOf(folder));
    if (kind === undefined) return;
    throw new UserError(
        `${folder} lies on ${kind}, which can't hold the lab's machines. Allowed: a local ext4, xfs, btrfs or tmpfs. ` +
            `Make .k-one a link to a folder on one: mkdir -p /var/lib/k-one && ln -sfnT /var/lib/k-one .k-one`,
    );
}

/** Path from a machine's folder to its golden root, as the overlay's lower layer needs it: with no special characters. */
export function lowerLayer(machineFolder: string, goldenRoot: string): string {
    return path.relative(realpathSync(machineFolder), realpathSync(goldenRoot));
}

function fileSystemType(folder: string): number {
    return statfsSync(folder).type;
}
