import { expect, test } from "vitest";
import { type DoctorCheck, type DoctorFinding, ok, wrong } from "../../../cli/doctor/check.ts";
import { runDoctorChecks } from "../../../cli/doctor/run.ts";
import { fakeDoctorHands } from "./fakes.ts";

const check = (
    name: string,
    needs: readonly string[],
    find: () => DoctorFinding | readonly DoctorFinding[],
): DoctorCheck<null> => ({
    name,
    needs,
    run: async () => find(),
});
const run = async (...checks: readonly DoctorCheck<null>[]) =>
    (await runDoctorChecks("gist", null, checks, fakeDoctorHands())).map(
        ({ check, status, text }) => `${check} ${status}: ${text}`,
    );

test("runs each after what it needs, and shows them in their order", async () => {
    const found = await run(
        check("a", [], () => ok("1")),
        check("b", ["a"], () => [ok("2"), ok("3")]),
    );
    expect(found).toEqual(["a ok: 1", "b ok: 2", "b ok: 3"]);
});

test("names in one line what it hasn't looked at, since something before it is wrong", async () => {
    const never = () => {
        throw new Error("it was run");
    };
    const found = await run(
        check("a", [], () => wrong("off")),
        check("b", ["a"], never),
        check("c", ["b"], never),
        check("d", [], () => ok("4")),
    );
    expect(found).toEqual([
        "a wrong: off",
        "d ok: 4",
        "2 more skipped: they come when what stands in their way is done: b, c",
    ]);
});

test("an error thrown is what is wrong, and what another line says isn't said again", async () => {
    const found = await run(
        check("a", [], () => {
            throw new Error("no such entry");
        }),
        check("b", [], () => ({ status: "elsewhere", text: "said" })),
    );
    expect(found).toEqual(["a wrong: no such entry"]);
});
