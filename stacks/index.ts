import * as pulumi from "@pulumi/pulumi";
import { showPlainly } from "./plain-errors.ts";
import { runStack } from "./program.ts";

// biome-ignore lint/style/noDefaultExport: Pulumi warns of each named export that has no value in a stack.
export default showPlainly(() => runStack(pulumi.getRootDirectory()));
