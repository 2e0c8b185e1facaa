import Table from "cli-table3";
import type { GuestDowntime } from "./pings.ts";
import { type StepReport, titleOf } from "./step.ts";

/** Outcome of `k-one migrate`. With `--json` it is printed as it stands here: fields are only ever added. */
export interface MigrationReport {
    readonly environment: string;
    readonly to: "mesh";
    /** `open`: a preview, or an interrupted run; `unchanged`: there was nothing to do. */
    readonly status: "done" | "open" | "unchanged";
    readonly steps: readonly StepReport[];
    /** Stack files that change, each with its diff. */
    readonly files: readonly { readonly path: string; readonly diff: string }[];
    /** Each guest as another one saw it while the steps ran; none in a preview. */
    readonly guests: readonly GuestDowntime[];
    /** What a human does next, in order. */
    readonly next: readonly string[];
}

/** What is left for a human when all is done. */
export function nextSteps(environment: string): readonly string[] {
    return [
        `Look: \`npx k-one verify ${environment}\`.`,
        "At the tower, stop Tricircle and keep it from coming back: " +
            "`systemctl disable --now neutron-central tricircle-api tricircle-xjob`. Delete nothing in Central Neutron while it runs: " +
            "it would delete the regions' networks.",
    ];
}

/** The outcome for a human. */
export function renderMigration(report: MigrationReport, color: boolean): string {
    const { environment, status, steps, files, guests, next } = report;
    if (status === "unchanged") return `environment ${environment} is a mesh already: there is nothing to do.`;
    const style = color ? { head: ["bold"], border: [] } : { head: [], border: [] };
    const table = new Table({
        head: ["step", "what it does", "state"],
        style,
        wordWrap: true,
        colWidths: [18, 70, 16],
    });
    for (const step of steps) table.push([titleOf(step), step.what, stateOf(step)]);
    return [
        table.toString(),
        ...files.map(({ diff }) => diff),
        ...guests.map(describeGuest),
        ...(next.length === 0 ? [] : ["", "What comes next:", ...next.map((step, index) => `${index + 1}. ${step}`)]),
    ].join("\n");
}

function stateOf({ state, seconds }: StepReport): string {
    return { open: "to be done", before: "done before", done: `done (${seconds} s)` }[state];
}

/** One guest in a line, such as `gist-guest (10.30.0.20 on net3) was silent for 0.2 s, asked by korea-guest: …`. */
export function describeGuest(guest: GuestDowntime): string {
    const who = `${guest.guest} (${guest.address} on ${guest.network})`;
    if (guest.seconds === null) return `${who} couldn't be asked by ${guest.askedBy}: ${guest.reason}`;
    const said = `${who}, asked by ${guest.askedBy}: ${guest.answered} of ${guest.asked} answers`;
    const breaks = guest.breaks.map(({ step, seconds }) => `${seconds} s in ${step}`);
    return breaks.length === 0 ? `${said}, no break` : `${said}, ${guest.seconds} s of silence (${breaks.join(", ")})`;
}
