import { writeFileSync } from "node:fs";
import { cloudOpener } from "../../cloud/opener.ts";
import { keepMesh } from "../../lab/driver.ts";
import { describeLab, isLab } from "../../lab/names.ts";
import { UserError } from "../../plan/user-error.ts";
import type { Display } from "../display.ts";
import { type OpenEnvironment, targetsOf } from "../environment.ts";
import type { StackState } from "../recover/state.ts";
import { recoverStack } from "../recover.ts";
import { withRun } from "../runs.ts";
import { StackSession } from "../session.ts";
import { renderSummary } from "../summary.ts";
import { bringUp } from "../up.ts";
import type { Hands } from "../verify/hands.ts";
import type { MigrationHands } from "./steps.ts";
import type { Target } from "./target.ts";

/** What {@link migrationHands} works with. */
export interface MigrationTools {
    readonly environment: OpenEnvironment;
    readonly target: Target;
    readonly hands: Pick<Hands, "kBox">;
    readonly display: Display;
    /** Whether nothing may be changed, not even what a killed run has left. */
    readonly looking: boolean;
}

/** The real hands: SSH, the sites' own credentials, and Pulumi. */
export function migrationHands(tools: MigrationTools): MigrationHands {
    const { environment, target, hands, display } = tools;
    const open = cloudOpener(environment.name, 60_000);
    const known = new Map<string, Promise<StackState | null>>();
    return {
        kBox: (site) => hands.kBox(site),
        cloud: open,
        readState: (stack) => {
            const state = known.get(stack) ?? readState(tools, stack);
            known.set(stack, state);
            return state;
        },
        writeState: async (stack, state) => {
            known.delete(stack);
            await withSession(tools, stack, (session) => session.importState(state));
        },
        writeFiles: async () => {
            // First, or a lab's next start would write the old files again.
            if (isLab(environment.name)) keepMesh(describeLab(environment.name));
            for (const { path, after } of target.files) writeFileSync(path, after, { mode: 0o600 });
        },
        up: () => finish(environment.name, display),
    };
}

function readState(tools: MigrationTools, stack: string): Promise<StackState | null> {
    return withSession(tools, stack, async (session) => {
        if (!tools.looking) await recoverStack(session, (line) => tools.display.write(`${stack}: ${line}`));
        return session.exportState();
    });
}

async function withSession<T>(
    { environment, display }: MigrationTools,
    stack: string,
    work: (session: StackSession) => Promise<T>,
): Promise<T> {
    const target = targetsOf(environment.plan, null).find((candidate) => candidate.stack === stack);
    if (target === undefined) throw new Error(`environment ${environment.name} has no stack ${stack}`);
    const session = new StackSession(environment, target, "up", display.write);
    try {
        return await work(session);
    } finally {
        await session.close();
    }
}

/** The states read what is there before an `up` compares it with the files. */
async function finish(name: string, display: Display): Promise<void> {
    const { ok, ...summary } = await withRun(name, "up", { display }, async (run) => {
        const read = await run.each(run.existing, "refresh");
        const good = read.every(({ status }) => status === "done" || status === "unchanged");
        return good ? bringUp(run, refuse) : read;
    });
    display.write(renderSummary({ ok, ...summary }, false));
    if (!ok) {
        throw new UserError(
            `environment ${name}: the regions have left Tricircle, but not every stack could be brought up. Mend what is named ` +
                `above, then run \`npx k-one migrate ${name} --to mesh\` again: it goes on here.`,
        );
    }
}

/** Nothing goes in a migration: what would, is something that nobody has thought of. */
async function refuse(question: string): Promise<boolean> {
    const lines = question.split("\n").slice(1, -1);
    throw new UserError(
        `The migration would delete or replace what is there; its last step was not begun:\n${lines.join("\n")}\n` +
            "Look at it with `npx k-one preview`.",
    );
}
