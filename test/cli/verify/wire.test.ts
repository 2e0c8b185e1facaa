import { execaSync } from "execa";
import { expect, test } from "vitest";
import { askWhoHas, madeUpMac, parseFrame, wireCommand } from "../../../cli/verify/wire.ts";
import { echo, FakeShell } from "./fakes.ts";

const folder = new URL("../../../cli/verify", import.meta.url).pathname;
const python = (line: string) =>
    execaSync("python3", ["-Bc", `from wire import *\nprint(${line})`], { cwd: folder }).stdout;
const mac = "02:6b:31:01:02:03";
/** What another machine hears of a question. */
const asked = (address: string) => python(`describe(question("${mac}", "${address}"))`);
/** An answer to it, made of the question as the other machine would. */
const answer = (address: string, kind: string) =>
    python(
        `answer((lambda q: bytes.fromhex("${mac.replaceAll(":", "")}") + q[6:20] + ${kind})(question("${mac}", "${address}")), "${mac}")`,
    );

test("a question is heard as what it is", () => {
    expect(asked("203.0.113.12")).toBe(`('arp', '${mac}', '203.0.113.12', 0)`);
    expect(asked("fe80::5054:ff:fe12:3456")).toBe(`('solicit', '${mac}', 'fe80::5054:ff:fe12:3456', 0)`);
});

test("an answer to this MAC is told with its address, and a question never is", () => {
    expect(answer("203.0.113.12", 'b"\\0\\2" + q[22:28] + q[38:42] + q[32:42]')).toBe("203.0.113.12");
    expect(answer("fe80::1", 'q[20:54] + b"\\x88" + q[55:]')).toBe("fe80::1");
    expect(answer("203.0.113.12", "q[20:]")).toBe("None");
});

test("a solicitation's checksum is right: with it, all sums up to nothing", () => {
    const sum = "checksum(q[22:54] + struct.pack('!II', len(q) - 54, 58) + q[54:])";
    expect(python(`(lambda q: ${sum})(question("${mac}", "fe80::1")).hex()`)).toBe("0000");
});

test("a ping's request is heard with its bytes of data, its reply and other packets aren't", () => {
    const ping = (type: number, protocol = 1) =>
        `describe(bytes(12) + b"\\x08\\0" + struct.pack("!BBHHHBBH", 0x45, 0, 20 + 8 + 40, 1, 0, 64, ${protocol}, 0) + socket.inet_aton("10.30.0.20") + socket.inet_aton("10.30.0.36") + bytes([${type}]) + bytes(47))`;
    expect(python(ping(8))).toBe("('echo', '10.30.0.20', '10.30.0.36', 40)");
    expect(python(ping(0))).toBe("None");
    expect(python(ping(8, 17))).toBe("None");
});

test("a line is read back, and what is none isn't", () => {
    expect(parseFrame("vx70003 echo 10.30.0.20 10.30.0.36 40")).toEqual(echo("10.30.0.20", "10.30.0.36", 40));
    expect(parseFrame("ready")).toBeNull();
});

test("made-up MACs are nobody's: locally administered, for one machine, and different", () => {
    expect(madeUpMac()).toMatch(/^02(:[0-9a-f]{2}){5}$/);
    expect(madeUpMac()).not.toBe(madeUpMac());
});

test("a K-Box is asked with its Python and without a file", async () => {
    const shell = new FakeShell(() => "203.0.113.12\n");
    expect(await askWhoHas(shell, "vx70003", mac, ["203.0.113.12", "203.0.113.1"])).toEqual(["203.0.113.12"]);
    expect(shell.scripts[0]).toMatch(/ask vx70003 02:6b:31:01:02:03 203\.0\.113\.12 203\.0\.113\.1$/);
    expect(execaSync("sh", ["-n", "-c", wireCommand("hear")]).exitCode).toBe(0);
});
