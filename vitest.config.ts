import { availableParallelism } from "node:os";
import { basename } from "node:path";
import { defineConfig, type TestProjectInlineConfiguration } from "vitest/config";
import { BaseSequencer, type TestSpecification } from "vitest/node";

/**
 * What needs least of the lab comes first; files that aren't named here come last. `import-script` begins where
 * `environment` ends: with nothing at the sites. `independence` leaves a third site, and `migrate` no Tricircle.
 */
const order = [
    "go",
    "lab",
    "command",
    "vtep",
    "interrupt",
    "environment",
    "import-script",
    "review",
    "controllers",
    "verify",
    "doctor",
    "status",
    "reboot",
    "independence",
    "tricircle",
    "central",
    "stacks",
    "migrate",
];

class LabSequencer extends BaseSequencer {
    override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
        const place = ({ moduleId }: TestSpecification) => {
            const found = order.indexOf(basename(moduleId, ".test.ts"));
            return found < 0 ? order.length : found;
        };
        return files.sort((one, other) => place(one) - place(other));
    }
}

/** What runs the real toolchain and needs no lab. */
const cloudless = ["test/e2e/kone.test.ts", "test/e2e/attacks.test.ts", "test/e2e/ci.test.ts"];

/** Vitest leaves one core to itself; with two cores that is half of them. */
const allCores = { maxWorkers: availableParallelism() };

/** Tests on a lab of their own: they share it, so one file runs at a time. */
function onLab(name: string, timeout = 600_000): TestProjectInlineConfiguration {
    return {
        test: {
            name,
            include: [`test/${name}/**/*.test.ts`],
            exclude: cloudless,
            globalSetup: [`test/${name}/setup.ts`],
            fileParallelism: false,
            testTimeout: timeout,
            hookTimeout: timeout,
        },
    };
}

/** Unit tests run in parallel; labs of five sites and under Tricircle are too much for every day and have their own scripts. */
export default defineConfig({
    test: {
        sequence: { sequencer: LabSequencer },
        projects: [
            {
                test: {
                    name: "unit",
                    include: ["test/**/*.test.ts"],
                    exclude: [
                        "test/e2e/**",
                        "test/five/**",
                        "test/tricircle/**",
                        "test/bootstrap/**",
                        "test/devstack/**",
                    ],
                    ...allCores,
                    testTimeout: 30_000,
                },
            },
            {
                test: {
                    name: "cloudless",
                    include: cloudless,
                    globalSetup: ["test/e2e/toolchain.ts"],
                    ...allCores,
                    testTimeout: 300_000,
                },
            },
            {
                test: {
                    name: "bootstrap",
                    include: ["test/bootstrap/**/*.test.ts"],
                    globalSetup: ["test/bootstrap/setup.ts"],
                    ...allCores,
                    testTimeout: 600_000,
                    hookTimeout: 600_000,
                },
            },
            onLab("e2e"),
            onLab("five"),
            onLab("tricircle"),
            onLab("devstack", 4 * 3600_000),
        ],
    },
});
