import { execaSync } from "execa";
import { describe, expect, test } from "vitest";
import {
    bundle,
    installCommand,
    installedFiles,
    parseInstall,
    sha256,
    uninstallCommand,
    vtepConfig,
} from "../../components/vtep-script.ts";
import { samplePlan, siteOf, thirdSite } from "./sample-plan.ts";

const site = siteOf(samplePlan(), "gist");
const [network] = site.sharedNetworks;
if (network === undefined) throw new Error("the sample has no shared network");

describe("the script that makes a K-Box's end of a shared network", () => {
    test("shows in a diff who joins: one peer a line, nothing else changes", () => {
        const before = vtepConfig(network).split("\n");
        const [grown] = siteOf(samplePlan({ kaist: thirdSite }), "gist").sharedNetworks;
        const after = vtepConfig(grown as typeof network).split("\n");
        expect(after.filter((line) => !before.includes(line))).toEqual([
            expect.stringContaining('"203.0.113.12",'),
            expect.stringContaining('"203.0.113.15"'),
        ]);
    });

    test("can be told which device gives way", () => {
        const kBox = { user: "root" };
        expect(installCommand(kBox, network, "vxlan-70003")).toBe(`${installCommand(kBox, network)} 'vxlan-70003'`);
    });

    test("can be read by the K-Box's shell, whatever stands in the config", () => {
        expect(execaSync("sh", ["-n"], { input: bundle() }).exitCode).toBe(0);
        const words = execaSync("sh", ["-c", `set -- ${installCommand(site.kBox, network)}; printf %s "$6"`]).stdout;
        expect(words).toBe(vtepConfig(network));
        expect(uninstallCommand(site.kBox, network)).toBe("sh -s -- uninstall net3");
    });

    test("runs with sudo where the K-Box's user is not root", () => {
        expect(installCommand({ user: "tein" }, network)).toMatch(/^sudo -n sh -s -- install net3 '/);
    });

    test("is read back from a stack's state", () => {
        expect(parseInstall(installCommand({ user: "tein" }, network))).toEqual({
            network: "net3",
            config: vtepConfig(network),
        });
        expect(parseInstall(uninstallCommand(site.kBox, network))).toBeNull();
        const quoted = { ...network, name: "it's" };
        expect(parseInstall(installCommand(site.kBox, quoted))?.config).toBe(vtepConfig(quoted));
    });

    test("says what each file on the K-Box must be", () => {
        const files = installedFiles();
        expect(files["/etc/systemd/system/k-one-vtep@.service"]).toMatch(/^[0-9a-f]{64}$/);
        expect(Object.keys(files)).toContain("/usr/local/lib/k-one/vtep_plan.py");
        expect(Object.keys(files)).toHaveLength(bundle().match(/^cat >"/gm)?.length ?? 0);
        expect(sha256("abc")).toBe("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
    });
});
