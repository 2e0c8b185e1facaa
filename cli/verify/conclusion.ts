import type { CheckResult, Down, Verification } from "./check.ts";
import { findCulprit } from "./culprit.ts";

/** What a run of checks comes to. A site or tower that is down counts only when it was asked for. */
export function conclude(
    checks: readonly CheckResult[],
    down: readonly Down[],
    sites: readonly string[] | null,
): Pick<Verification, "ok" | "culprit"> {
    const culprit = findCulprit(checks.filter((check) => check.down === null));
    const asked = down.some(({ site }) => sites === null || sites.includes(site));
    if (culprit === null && !asked) return { ok: true, culprit: null };
    const who = down.length === 0 ? [] : [summarize(checks, down)];
    // When nothing was left to try, the sentence says so already.
    const rest = culprit === null || (who.length > 0 && !checks.some(wasTried)) ? [] : [culprit];
    return { ok: false, culprit: [...who, ...rest].join(" ") };
}

/** Says in one sentence who is down and how many checks passed. */
export function summarize(checks: readonly CheckResult[], down: readonly Down[]): string {
    const tried = checks.filter(wasTried);
    const passed = `${tried.filter(({ ok }) => ok).length} of ${tried.length} checks`;
    if (down.length === 0) return `${passed} passed.`;
    const who = down.map(
        ({ site, reason }) => `${site === "tower" ? "the tower" : `site ${site}`} is down (${reason})`,
    );
    const among = down.every(({ site }) => site === "tower") ? "the sites" : "the other sites";
    const rest = tried.length === 0 ? "no check is left to try" : `${passed} among ${among} passed`;
    const sentence = [...who, rest].join("; ");
    return `${sentence.charAt(0).toUpperCase()}${sentence.slice(1)}.`;
}

function wasTried({ down }: CheckResult): boolean {
    return down === null;
}
