#!/usr/bin/env node
// The `k-one` command: makes sure that its dependencies are there, then runs cli/main.ts in this same
// process, so that signals and exit codes need no forwarding.
import { installDependencies, requireNode } from "./prepare.mjs";

requireNode();
await installDependencies();
const { register } = await import("tsx/esm/api");
register();
const { main } = await import("./main.ts");
await main(process.argv);
