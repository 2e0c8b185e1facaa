#!/usr/bin/env node
// `npm test`: the unit tests, then the ones against a lab of their own, and one closing line with the true
// numbers. Arguments are handed to Vitest: `npm test -- test/plan` runs what matches, and no lab for that.
// `npm run test:five` is the same for the tests against a lab of five sites, which needs about 16 GiB of memory, and
// `npm run test:tricircle` for a lab under Tricircle, whose machines have a root file system of their own.
// `npm run test:devstack` stacks the true DevStack, from the git mirror that GIT_BASE names; without one its tests count
// as not run, never as passed.
import { spawn, spawnSync } from "node:child_process";
import { mkdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { installDependencies, requireNode, root } from "../cli/prepare.mjs";

requireNode();
await installDependencies();
const filters = process.argv.slice(2);
const results = join(root, ".k-one", "test-results");
rmSync(results, { recursive: true, force: true });
mkdirSync(results, { recursive: true });

/** Vitest's projects that need a lab, and which. */
const labs = {
    e2e: "labtest",
    five: "labfive",
    tricircle: "labtricircle",
    bootstrap: "labboot",
    devstack: "labdevstack",
};
const groups = chooseProjects((word) => filters.some((filter) => filter.includes(word)));
let passed = 0;
let failed = 0;
let notRun = 0;
let interrupted = false;
for (const group of groups) {
    if (interrupted) break;
    const count = await runProjects(group);
    passed += count.passed;
    failed += count.failed;
    notRun += count.notRun;
}
for (const project of groups.flat()) if (project in labs) removeTestLab(labs[project]);
process.stdout.write(`\ntests: ${passed} passed, ${failed} failed${notRun > 0 ? `, ${notRun} not run` : ""}\n`);
process.exit(failed > 0 || passed === 0 || interrupted ? 1 : 0);

/** Groups of Vitest's projects: one group after the other, those of a group side by side. */
function chooseProjects(isAskedFor) {
    if (isAskedFor("five")) return [["five"]];
    if (isAskedFor("test/tricircle")) return [["tricircle"]];
    if (isAskedFor("test/bootstrap")) return [["bootstrap"]];
    if (isAskedFor("test/devstack")) return [["devstack"]];
    // The lab's tests get the toolchain and the machines' root file system side by side, so they go before what needs one alone.
    if (isAskedFor("e2e")) return [["e2e"], ["cloudless"]];
    // The bootstrap's machine makes its computer wait more than work; previews without a cloud only work.
    return filters.length === 0 ? [["unit"], ["e2e"], ["cloudless", "bootstrap"]] : [["unit"]];
}

/** Runs a group of Vitest's projects to its end and counts what its own report says. */
async function runProjects(group) {
    const report = join(results, `${group.join("-")}.json`);
    const status = await vitest([
        "run",
        ...group.flatMap((project) => ["--project", project]),
        "--passWithNoTests",
        "--reporter=default",
        "--reporter=json",
        `--outputFile.json=${report}`,
        ...filters,
    ]);
    return count(report, status);
}

function vitest(args) {
    const child = spawn(process.execPath, [join(root, "node_modules", "vitest", "vitest.mjs"), ...args], {
        cwd: root,
        stdio: ["ignore", "inherit", "inherit"],
    });
    // The terminal sends Ctrl-C to the child as well: wait for it, so that its own clean-up ends first.
    for (const signal of ["SIGINT", "SIGTERM"]) {
        process.once(signal, () => {
            interrupted = true;
            child.kill(signal);
        });
    }
    return new Promise((resolve) => child.on("close", (code) => resolve(code ?? 1)));
}

/** A run that broke off, or a file that couldn't be loaded, counts as a failure of its own. */
function count(report, status) {
    try {
        const json = JSON.parse(readFileSync(report, "utf8"));
        const broken = json.testResults.filter((f) => f.status === "failed" && f.assertionResults.length === 0).length;
        const failures = json.numFailedTests + broken;
        const { numPassedTests: passed, numPendingTests: notRun } = json;
        return { passed, failed: status !== 0 && failures === 0 ? 1 : failures, notRun };
    } catch {
        return { passed: 0, failed: 1, notRun: 0 };
    }
}

/** Idempotent: normally the run's own teardown has done it; this covers a run that was killed. */
function removeTestLab(environment) {
    const { status } = spawnSync(
        process.execPath,
        [join(root, "cli", "k-one.mjs"), "lab", "destroy", "--environment", environment, "--yes"],
        { stdio: ["ignore", "ignore", "inherit"] },
    );
    if (status !== 0) failed += 1;
}
