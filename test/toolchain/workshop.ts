import { chmodSync, cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Place } from "../../toolchain/place.ts";

/** A toolchain place of a test's own, whose `go` and `pulumi` are small scripts that note their calls. */
export interface Workshop extends Place {
    /** Puts a script on PATH. */
    readonly provide: (name: string, script: string) => string;
    /** Command lines that were run, in order. */
    readonly calls: () => string[];
    /** Deletes it. */
    readonly remove: () => void;
}

/** Makes an empty workshop: nothing on PATH but the shell's own commands. */
export function makeWorkshop(): Workshop {
    const root = mkdtempSync(join(tmpdir(), "k-one-toolchain-"));
    const [bin, sources, trace] = [join(root, "path"), join(root, "sources"), join(root, "calls")];
    mkdirSync(bin);
    copySources(sources);
    return {
        sources,
        home: join(root, "home"),
        env: { PATH: `${bin}:/usr/bin:/bin`, HOME: join(root, "user"), TRACE: trace },
        provide: (name, script) => writeScript(join(bin, name), script),
        calls: () => (existsSync(trace) ? readFileSync(trace, "utf8").trim().split("\n") : []),
        remove: () => rmSync(root, { recursive: true, force: true }),
    };
}

/** A `go` that lists any module and builds, instead of a program, a script that is the `pulumi` below. */
export function fakeGo(version = "1.26.8"): string {
    return `case "$1" in
version) echo "go version go${version} linux/amd64" ;;
list) echo "$3" ;;
build)
    for argument; do [ "$before" = -o ] && out=$argument; before=$argument; done
    for program in pulumi langhost command pulumi-resource-openstack; do
        case " $* " in *"/$program "*) cp "$0" "$out$program" && cat > "$out$program" <<'EOF'
${script(fakePulumi())}
EOF
        esac
    done ;;
esac`;
}

/** A `pulumi` that installs plugins from files, and from its registry only when told so. */
export function fakePulumi(version = "3.250.0", registry = false): string {
    return `case "$1" in
version) echo v${version} ;;
plugin)
    [ "$7" = --file ] || ${registry} || { echo "error: failed all 5 attempts" >&2; exit 1; }
    folder="$PULUMI_HOME/plugins/resource-$4-v$5"
    mkdir -p "$folder" && echo > "$folder/pulumi-resource-$4" ;;
esac`;
}

function copySources(sources: string): void {
    const own = join(import.meta.dirname, "..", "..", "toolchain");
    for (const file of ["go.mod", "go.sum", "langhost", "command/main.go", "openstack/go.mod"]) {
        cpSync(join(own, file), join(sources, file), { recursive: true });
    }
}

function writeScript(path: string, body: string): string {
    writeFileSync(path, script(body));
    chmodSync(path, 0o755);
    return path;
}

function script(body: string): string {
    return `#!/bin/sh\necho "$(basename "$0") $*" >> "$TRACE"\n${body}\n`;
}
