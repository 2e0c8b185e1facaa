import { readFileSync } from "node:fs";
import { placed, rootShell, source } from "../../components/remote-script.ts";
import type { SitePlan, SshTarget } from "../../plan/environment-plan.ts";
import { UserError } from "../../plan/user-error.ts";
import type { Shell } from "../verify/shell.ts";
import type { GroupRule } from "./region-ids.ts";

/** What a K-Box is told when its Neutron leaves Tricircle. */
export interface Leaving {
    /** Networks that become the site's own. */
    readonly networks: readonly {
        readonly id: string;
        readonly physical: string;
        readonly vni: number;
        /** Id of the site's project. */
        readonly project: string;
        /** First and last address of the site's share. */
        readonly first: string;
        readonly last: string;
    }[];
    readonly rules: readonly GroupRule[];
}

/** Says what a site's own Neutron gets, from the plan with mesh. */
export function leavingOf(
    { sharedNetworks }: SitePlan,
    ids: ReadonlyMap<string, string>,
    project: string,
    rules: readonly GroupRule[],
): Leaving {
    const networks = sharedNetworks.flatMap(({ name, vni, pool }) => {
        const id = ids.get(name);
        return id === undefined ? [] : [{ id, physical: name, vni, project, first: pool.start, last: pool.end }];
    });
    return { networks, rules };
}

/**
 * Looks whether a K-Box's Neutron has left Tricircle, or has it leave: it is off for about half a minute, in which guests
 * and their packets go on.
 * @throws UserError when it can't.
 */
export async function callLeave(
    shell: Shell,
    kBox: Pick<SshTarget, "user" | "address">,
    command: "look" | "leave",
    leaving: Leaving,
): Promise<boolean> {
    const script = [
        source("vtep/unpack.sh"),
        placed("leave_tricircle.py", own("leave_tricircle.py")),
        placed("given.json", `${JSON.stringify(leaving)}\n`),
        own("leave.sh"),
    ].join("\n");
    const options = { input: Buffer.from(script), seconds: 300 };
    const { code, output, errors } = await shell.run(`${rootShell(kBox)} ${command}`, options);
    const said = /^\{"left": (true|false)\}$/m.exec(output.toString())?.[1];
    if (code === 0 && said !== undefined) return said === "true";
    const why = errors.trim().split("\n").at(-1) || "no reason was given";
    throw new UserError(`Neutron on the K-Box at ${kBox.address} can't leave Tricircle: ${why.replace(/\.$/, "")}.`);
}

function own(file: string): string {
    return readFileSync(new URL(file, import.meta.url), "utf8");
}
