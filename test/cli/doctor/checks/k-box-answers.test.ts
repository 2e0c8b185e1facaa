import { expect, test } from "vitest";
import { kBoxAnswers } from "../../../../cli/doctor/checks/k-box-answers.ts";
import { findings, gist } from "../fakes.ts";

test("says that somebody answers, or why nobody does", async () => {
    expect(await findings(kBoxAnswers, gist)).toEqual(["ok: 203.0.113.11 answers on port 22"]);
    expect(await findings(kBoxAnswers, gist, { silence: "no answer in 4 s" })).toEqual([
        "wrong: the K-Box at 203.0.113.11 doesn't answer on SSH port 22 (no answer in 4 s). Is it on, and can this computer reach it?",
    ]);
});
