import type { DoctorLine, LineStatus } from "./check.ts";

/** Outcome of `k-one doctor`. With `--json` it is printed as it stands here: fields are only ever added. */
export interface DoctorReport {
    readonly environment: string;
    /** Whether nothing is wrong. What isn't there yet, or couldn't be looked at, is not wrong. */
    readonly ok: boolean;
    /** This computer's lines first, then the tower's, then each site's. */
    readonly lines: readonly DoctorLine[];
}

/** Puts the lines together. */
export function toDoctorReport(environment: string, lines: readonly DoctorLine[]): DoctorReport {
    return { environment, ok: lines.every(({ status }) => status !== "wrong"), lines };
}

const marks: Readonly<Record<LineStatus, string>> = { ok: "✓", wrong: "✗", "not yet": "…", skipped: "-" };
const colors: Readonly<Record<LineStatus, number>> = { ok: 32, wrong: 31, "not yet": 33, skipped: 33 };

/** Report for a human: a paragraph for each place, then the count. */
export function renderDoctor({ environment, lines }: DoctorReport, color: boolean): string {
    const places = [...new Set(lines.map(({ where }) => where))];
    const paragraphs = places.map((place) => {
        const own = lines.filter(({ where }) => where === place);
        return [place === "here" ? "this computer" : place, ...own.map((line) => renderLine(line, color))].join("\n");
    });
    return [...paragraphs, `${environment}: ${count(lines)}.`].join("\n\n");
}

function renderLine({ check, status, text }: DoctorLine, color: boolean): string {
    const mark = color ? `\u001b[${colors[status]}m${marks[status]}\u001b[0m` : marks[status];
    const note = status === "skipped" ? "skipped: " : "";
    return `  ${mark} ${check}: ${note}${text}`;
}

/** How many lines say what, such as `1 wrong, 14 ok`. */
export function count(lines: readonly DoctorLine[]): string {
    const statuses: readonly LineStatus[] = ["wrong", "not yet", "skipped", "ok"];
    const counted = statuses.map((status) => [lines.filter((line) => line.status === status).length, status] as const);
    return counted.flatMap(([number, status]) => (number === 0 ? [] : `${number} ${status}`)).join(", ");
}
