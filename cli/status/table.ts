import Table from "cli-table3";
import type { TricircleJob } from "../tricircle/jobs.ts";
import type { Answer, EnvironmentStatus, StackReport } from "./report.ts";

/** Status for a human: a table, then a paragraph for each thing that doesn't answer or couldn't be read. */
export function renderStatus(status: EnvironmentStatus, color: boolean): string {
    const head = ["stack", "last update", "resources", "K-Box SSH", "APIs", "outputs"];
    const table = new Table({ head, style: color ? { head: ["bold"], border: [] } : { head: [], border: [] } });
    for (const stack of status.stacks) table.push([...rowOf(stack)]);
    return [table.toString(), ...loggedOut(status), ...status.stacks.flatMap(remarks)].join("\n");
}

function rowOf(stack: StackReport): readonly string[] {
    const { reach } = stack;
    const ssh = reach === null ? "not asked" : reach.ssh === null ? "" : word(reach.ssh);
    return [
        stack.stack,
        updateOf(stack),
        stack.resources === null ? "" : String(stack.resources),
        ssh,
        reach === null ? "not asked" : apisOf(Object.entries(reach.apis)),
        leavesOf(stack.outputs).join("\n"),
    ];
}

function updateOf({ lastUpdate, error }: StackReport): string {
    if (error !== null) return "unknown";
    if (lastUpdate === null) return "never applied";
    return `${lastUpdate.kind} ${lastUpdate.result}\n${lastUpdate.time.slice(0, 19).replace("T", " ")} UTC`;
}

function word({ ok }: Answer): string {
    return ok ? "answers" : "silent";
}

function apisOf(apis: readonly (readonly [string, Answer])[]): string {
    const silent = apis.filter(([, { ok }]) => !ok).map(([service]) => service);
    const total = `${apis.length - silent.length} of ${apis.length} answer`;
    return [total, ...silent.map((service) => `silent: ${service}`)].join("\n");
}

/** `guest.net3 10.30.0.20` for each value, however deep it stands. */
function leavesOf(value: unknown, path = ""): readonly string[] {
    if (typeof value !== "object" || value === null) return [`${path} ${value}`];
    return Object.entries(value).flatMap(([key, inner]) => leavesOf(inner, path === "" ? key : `${path}.${key}`));
}

function loggedOut({ backend }: EnvironmentStatus): readonly string[] {
    return backend === "" ? ["Pulumi isn't logged in to a backend, so nothing is known of the stacks."] : [];
}

/** XJob tries failed jobs again by itself, but one a minute. */
function remarkOn({ id, type, status, time, resource }: TricircleJob): string {
    const [how, again] = jobWords[status];
    return `job ${id} of XJob ${how} ${time} UTC: ${type} of ${resource}${again}`;
}

const jobWords = {
    failed: ["failed at", ". `k-one tricircle redo` has it done again now"],
    new: ["waits since", ""],
    running: ["runs since", ""],
} as const;

function remarks({ stack, site, error, pending, reach }: StackReport): readonly string[] {
    const answers = Object.entries({ ...reach?.apis, ...(reach?.ssh ? { "K-Box's SSH": reach.ssh } : {}) });
    const open = `operations open: ${pending}. A run is under way, or one was killed and the next up settles them`;
    return [
        ...(error === null ? [] : [`its state can't be read: ${error}`]),
        ...(pending === 0 ? [] : [open]),
        ...(reach === null ? ["nothing was asked, since the lab isn't running"] : []),
        ...(reach?.devStack == null ? [] : [`DevStack: ${reach.devStack}`]),
        ...(reach?.jobs ?? []).map(remarkOn),
        ...answers.flatMap(([what, { reason }]) => (reason === null ? [] : [`${what}: ${reason}`])),
    ].map((text) => `${site === null ? stack : `site ${site}`}: ${text.replace(/\.$/, "")}.`);
}
