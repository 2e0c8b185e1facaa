import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { execa } from "execa";
import { afterEach, beforeEach, expect, test } from "vitest";

let folder = "";
beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "k-one-zones-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

function provide(name: string, script: string): void {
    const file = join(folder, name);
    writeFileSync(file, `#!/bin/sh\n${script}\n`);
    chmodSync(file, 0o755);
}

/** Runs the program against a switch with two networks' outer ports, of which these have a zone. */
async function run(zones: readonly string[], events: readonly string[]): Promise<number> {
    const asked = join(folder, "asked");
    provide("ovsdb-client", `printf '%s\\n' ${["row,action,name", ...events].map((line) => `'${line}'`).join(" ")}`);
    provide("ovs-vsctl", "printf '%s\\n' tapaa patch-br-int-to-provnet-1 patch-br-int-to-provnet-12");
    provide(
        "ovn-appctl",
        `case $2 in
ct-zone-list) printf '%s\\n' ${zones.map((zone) => `'${zone}'`).join(" ")} ;;
inc-engine/recompute) echo anew >> ${asked} ;;
esac`,
    );
    provide("sleep", ":");
    await execa("components/vtep/k-one-vtep-zones", { env: { PATH: `${folder}${delimiter}${process.env.PATH}` } });
    return existsSync(asked) ? readFileSync(asked, "utf8").split("\n").length - 1 : 0;
}

test("nothing is asked of ovn-controller when every outer port has its zone", async () => {
    expect(await run(["provnet-1 5", "provnet-12 13", "tapaa 3"], ["1,insert,tapaa"])).toBe(0);
});

test("it is asked to compute anew at the start when one has none", async () => {
    expect(await run(["provnet-12 13"], [])).toBe(2);
});

test("and again when a port comes, not when one goes", async () => {
    expect(await run(["provnet-12 13"], ["1,insert,tapbb", "2,delete,tapaa", "3,initial,br-int"])).toBe(4);
});
