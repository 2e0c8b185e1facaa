import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Place } from "./place.ts";
import { PULUMI_VERSION } from "./version.ts";

/** One program of the toolchain, and why it is the one used. */
export interface ToolchainPart {
    readonly name: string;
    readonly version: string;
    readonly source: "path" | "downloaded" | "built";
    /** File of the program. */
    readonly where: string;
    readonly why: string;
}

/** How a part is made from source. */
export interface PartRecipe {
    readonly name: string;
    readonly version: string;
    /** Kind of the part: plugins are looked for in Pulumi's registry first. */
    readonly kind: "cli" | "host" | "plugin";
    /** File name of the program. */
    readonly file: string;
    /** Go module's folder, below the sources. */
    readonly module: string;
    /** Go package, as seen from the module. */
    readonly package: string;
    /** What the program is made from, below the sources: a change builds it again. */
    readonly sources: readonly string[];
    /**
     * Why a plugin is built even where Pulumi's registry has it.
     * @default - the registry's is used when it can be had
     */
    readonly whyBuilt?: string;
}

const MODULE = ["go.mod", "go.sum"];

/** Everything that can be built, in the order of building. */
export const RECIPES: readonly PartRecipe[] = [
    {
        name: "pulumi",
        version: PULUMI_VERSION,
        kind: "cli",
        file: "pulumi",
        module: ".",
        package: "github.com/pulumi/pulumi/pkg/v3/cmd/pulumi",
        sources: MODULE,
    },
    {
        name: "pulumi-language-nodejs",
        version: PULUMI_VERSION,
        kind: "host",
        file: "pulumi-language-nodejs",
        module: ".",
        package: "./langhost",
        sources: [...MODULE, "langhost"],
    },
    {
        name: "command",
        version: "1.2.1",
        kind: "plugin",
        file: "pulumi-resource-command",
        module: ".",
        package: "./command",
        sources: [...MODULE, "command"],
        whyBuilt: "the official one trusts any SSH server whose host key it isn't told",
    },
    {
        name: "openstack",
        version: "3.15.2",
        kind: "plugin",
        file: "pulumi-resource-openstack",
        module: "openstack",
        package: "./cmd/pulumi-resource-openstack",
        sources: ["openstack"],
    },
];

/** Fingerprint of a part's version and sources: a part is used again as long as it stays the same. */
export function fingerprint(place: Place, recipe: PartRecipe): string {
    const hash = createHash("sha256").update(`${recipe.version}\n${recipe.package}\n`);
    for (const file of recipe.sources.flatMap((source) => listFiles(place.sources, source)).sort()) {
        hash.update(`${file}\n`).update(readFileSync(join(place.sources, file)));
    }
    return hash.digest("hex").slice(0, 16);
}

function listFiles(root: string, source: string): string[] {
    if (/\.(mod|sum)$/.test(source)) {
        return [source];
    }
    return readdirSync(join(root, source), { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && !entry.name.endsWith("_test.go"))
        .map((entry) => join(entry.parentPath, entry.name).slice(root.length));
}
