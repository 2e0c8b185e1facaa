import { expect, test } from "vitest";
import type { DoctorLine } from "../../../cli/doctor/check.ts";
import { count, renderDoctor, toDoctorReport } from "../../../cli/doctor/report.ts";

const line = (where: string, status: DoctorLine["status"]): DoctorLine => ({
    where,
    check: "login",
    status,
    text: "x",
});
const lines = [line("here", "ok"), line("gist", "not yet"), line("gist", "skipped")];

test("only what is wrong is an error", () => {
    expect(toDoctorReport("lab", lines).ok).toBe(true);
    expect(toDoctorReport("lab", [...lines, line("gist", "wrong")]).ok).toBe(false);
});

test("shows a paragraph for each place, then the count", () => {
    expect(renderDoctor(toDoctorReport("lab", lines), false)).toBe(
        "this computer\n  ✓ login: x\n\ngist\n  … login: x\n  - login: skipped: x\n\nlab: 1 not yet, 1 skipped, 1 ok.",
    );
    expect(renderDoctor(toDoctorReport("lab", lines), true)).toContain("\u001b[32m✓\u001b[0m");
    expect(count([line("a", "wrong"), line("a", "wrong")])).toBe("2 wrong");
});
