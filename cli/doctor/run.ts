import type { DoctorCheck, DoctorFinding, DoctorLine } from "./check.ts";
import type { DoctorHands } from "./hands.ts";

/**
 * Runs checks of one place, each as soon as those that it needs went well. What needs one that didn't isn't run: one line
 * at the end names it.
 */
export async function runDoctorChecks<T>(
    where: string,
    target: T,
    checks: readonly DoctorCheck<T>[],
    hands: DoctorHands,
): Promise<readonly DoctorLine[]> {
    const results = new Map<string, Promise<readonly DoctorFinding[] | null>>();
    for (const check of checks) {
        const needs = Promise.all(check.needs.map((name) => results.get(name)));
        results.set(
            check.name,
            needs.then((before) => (before.every(wentWell) ? look(check, target, hands) : null)),
        );
    }
    const found = await Promise.all([...results].map(async ([check, result]) => ({ check, findings: await result })));
    const lines = found.flatMap(({ check, findings }) =>
        (findings ?? []).flatMap((finding) => toLine(where, check, finding)),
    );
    const waiting = found.filter(({ findings }) => findings === null).map(({ check }) => check);
    return [...lines, ...postponed(where, waiting)];
}

async function look<T>(check: DoctorCheck<T>, target: T, hands: DoctorHands): Promise<readonly DoctorFinding[]> {
    try {
        return [await check.run(target, hands)].flat();
    } catch (error) {
        return [{ status: "wrong", text: error instanceof Error ? error.message : String(error) }];
    }
}

function wentWell(findings: readonly DoctorFinding[] | null | undefined): boolean {
    return findings?.every(({ status }) => status === "ok") ?? false;
}

function toLine(where: string, check: string, { status, text }: DoctorFinding): readonly DoctorLine[] {
    return status === "elsewhere" ? [] : [{ where, check, status, text }];
}

function postponed(where: string, checks: readonly string[]): readonly DoctorLine[] {
    if (checks.length === 0) return [];
    const text = `they come when what stands in their way is done: ${checks.join(", ")}`;
    return [{ where, check: `${checks.length} more`, status: "skipped", text }];
}
