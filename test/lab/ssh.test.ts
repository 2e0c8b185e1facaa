import { execa } from "execa";
import { describe, expect, test } from "vitest";
import { describeMachine } from "../../lab/machine.ts";
import { sshArguments } from "../../lab/ssh.ts";
import { scratchLab } from "./scratch.ts";

describe("sshArguments", () => {
    const arguments_ = (argv: readonly string[]) => {
        const lab = scratchLab();
        return { lab, argv: sshArguments(lab, describeMachine(lab, "gist", "203.0.113.11"), argv) };
    };

    test("enter the WAN, check the host key and need no settings of the user's", () => {
        const { lab, argv } = arguments_([]);
        expect(argv.slice(0, 4)).toEqual(["nsenter", `--net=/run/netns/${lab.wan}`, "--", "ssh"]);
        expect(argv).toContain("StrictHostKeyChecking=yes");
        expect(argv.slice(-3)).toEqual(["-l", "root", "203.0.113.11"]);
    });

    test("are read by ssh as meant, also from a folder with spaces and percent signs", async () => {
        const { lab, argv } = arguments_([]);
        const [, , , , ...options] = argv;
        const { stdout } = await execa("ssh", ["-G", ...options]);
        expect(stdout).toContain(`userknownhostsfile ${lab.knownHosts}\n`);
        expect(stdout).toContain("stricthostkeychecking true");
    });

    test("leave a single argument to the machine's shell, and keep several as they are", async () => {
        expect(arguments_(["ls | wc -l"]).argv.at(-1)).toBe("ls | wc -l");
        const words = ["printf", "%s|", "a b", "it's", "$HOME", ""];
        const line = arguments_(words).argv.slice(-words.length).join(" ");
        expect((await execa("sh", ["-c", line])).stdout).toBe("a b|it's|$HOME||");
    });
});
