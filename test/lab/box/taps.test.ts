import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { execa } from "execa";
import { afterAll, expect, test } from "vitest";

const folder = mkdtempSync(join(tmpdir(), "k-one-taps-"));
afterAll(() => rmSync(folder, { recursive: true }));

const links = [
    "2: wan0@if9: <BROADCAST,MULTICAST> mtu 1500 state DOWN",
    "7: tapaa: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1442 state UNKNOWN",
    "8: tapbb: <BROADCAST,MULTICAST> mtu 1442 state DOWN",
    "Deleted 9: tapcc: <BROADCAST,MULTICAST> mtu 1442 state DOWN",
    "10: tapdd@if2: <BROADCAST,MULTICAST,M-DOWN> mtu 1442 state DOWN",
];

test("a tap that is down is set up, and nothing else is touched", async () => {
    const asked = join(folder, "asked");
    const ip = join(folder, "ip");
    writeFileSync(
        ip,
        `#!/bin/sh
case "$*" in
    "-oneline link show") cat ${join(folder, "links")} ;;
    "-oneline monitor link") ;;
    *) echo "$*" >> ${asked} ;;
esac
`,
    );
    chmodSync(ip, 0o755);
    writeFileSync(join(folder, "links"), `${links.join("\n")}\n`);
    await execa("lab/box/keep-taps-up", { env: { PATH: `${folder}${delimiter}${process.env.PATH}` } });
    expect(readFileSync(asked, "utf8")).toBe("link set tapbb up\nlink set tapdd up\n");
});
