import { defineConfig } from "vitest/config";

/** Unit tests run in parallel; the ones against the lab share it and run one file at a time. */
export default defineConfig({
    test: {
        projects: [
            { test: { name: "unit", include: ["test/**/*.test.ts"], exclude: ["test/e2e/**"], testTimeout: 30_000 } },
            {
                test: {
                    name: "e2e",
                    include: ["test/e2e/**/*.test.ts"],
                    globalSetup: ["test/e2e/setup.ts"],
                    fileParallelism: false,
                    testTimeout: 600_000,
                    hookTimeout: 600_000,
                },
            },
        ],
    },
});
