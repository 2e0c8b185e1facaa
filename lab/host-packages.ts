import { constants } from "node:fs";
import { access } from "node:fs/promises";
import { execa } from "execa";
import { UserError } from "../plan/user-error.ts";

/** Something the host must have to build and start machines, and the package that brings it. */
export interface HostPackage {
    /** Debian's and Ubuntu's name of the package. */
    readonly name: string;
    /** File that is there when the package is. */
    readonly file: string;
}

/** All the lab installs on the host: what makes a root file system, and what starts machines from it. */
export const hostPackages: readonly HostPackage[] = [
    { name: "debootstrap", file: "/usr/sbin/debootstrap" },
    { name: "debian-archive-keyring", file: "/usr/share/keyrings/debian-archive-keyring.gpg" },
    { name: "systemd-container", file: "/usr/bin/systemd-nspawn" },
    { name: "iproute2", file: "/usr/bin/ip" },
    { name: "openssh-client", file: "/usr/bin/ssh-keygen" },
    { name: "iputils-ping", file: "/usr/bin/ping" },
];

/** Names of the packages this host lacks. */
export async function missingHostPackages(packages = hostPackages): Promise<string[]> {
    const lacking = await Promise.all(packages.map(async ({ name, file }) => ((await exists(file)) ? [] : [name])));
    return lacking.flat();
}

/** Installs what the host lacks; a no-op when it has everything. */
export async function ensureHostPackages(log: (line: string) => void): Promise<void> {
    const missing = await missingHostPackages();
    if (missing.length === 0) {
        return;
    }
    await assertInstallable(missing);
    log(`installing ${missing.join(", ")} on this computer`);
    const env = { DEBIAN_FRONTEND: "noninteractive" };
    await execa("apt-get", ["update", "-q"], { env, reject: false });
    const options = ["-o", "DPkg::Lock::Timeout=300", "install", "-q", "-y", "--no-install-recommends"];
    const result = await execa("apt-get", [...options, ...missing], { env, reject: false, all: true });
    if (result.failed) {
        throw new UserError(`apt-get could not install ${missing.join(", ")}: ${lastLine(result.all)}`);
    }
}

async function assertInstallable(missing: readonly string[]): Promise<void> {
    const what = `The lab needs ${missing.join(", ")} on this computer`;
    if (process.getuid?.() !== 0) {
        throw new UserError(`${what}: run this command as root, or install them yourself.`);
    }
    if (!(await exists("/usr/bin/apt-get"))) {
        throw new UserError(`${what}, and there is no apt-get to install them: use Debian or Ubuntu.`);
    }
}

async function exists(file: string): Promise<boolean> {
    return access(file, constants.R_OK).then(
        () => true,
        () => false,
    );
}

function lastLine(text: string | undefined): string {
    return text?.trim().split("\n").at(-1) ?? "no output";
}
