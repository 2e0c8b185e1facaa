import { chmodSync, existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { PulumiTool } from "../../lab/pulumi.ts";
import { scratchFolder } from "./scratch.ts";

/** A stand-in for Pulumi's CLI that encrypts with a counter, so that an encryption too much shows. */
export function fakePulumi(): PulumiTool & { readonly calls: () => readonly string[] } {
    const program = join(scratchFolder(), "pulumi");
    writeFileSync(program, script);
    chmodSync(program, 0o755);
    const calls = () =>
        existsSync(`${program}.calls`) ? readFileSync(`${program}.calls`, "utf8").trim().split("\n") : [];
    return { pulumi: program, env: { FAKE: "yes" }, calls };
}

const script = `#!/bin/sh
echo "$*" >> "$0.calls"
env > "$0.env"
count=$(wc -l < "$0.calls")
case "$1 $2" in
"stack init")
    if [ -e "$0.$3" ]; then echo "error: stack '$3' already exists" >&2; exit 255; fi
    : > "$0.$3"
    file=stacks/Pulumi.$3.yaml
    { echo "encryptionsalt: v1:$count"; cat "$file"; } > "$0.new" && cat "$0.new" > "$file" ;;
"config set")
    printf '  %s:\\n    secure: v1:%s:%s\\n' "$3" "$count" "$(sha256sum | cut -c 1-8)" >> "stacks/Pulumi.$6.yaml" ;;
esac
`;
