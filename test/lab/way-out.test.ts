import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { execa } from "execa";
import { describe, expect, onTestFinished, test } from "vitest";
import { makeFolders } from "../../lab/names.ts";
import { enterNamespace } from "../../lab/namespace.ts";
import { ensureWan, removeNamespace } from "../../lab/network.ts";
import { closeWayOut, ensureWayOut, isWayOutOpen, openWayOut, wayOutProxy } from "../../lab/way-out.ts";
import { scratchLab } from "./scratch.ts";

/** A server that only this computer reaches, and no machine of a lab. */
async function outside(): Promise<string> {
    const server = createServer((_, answer) => answer.end("from outside")).listen(0, "127.0.0.1");
    onTestFinished(() => void server.close());
    await once(server, "listening");
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}/file`;
}

/** Asks from inside the lab, by the proxy: as it is, or through a tunnel as for HTTPS. */
const ask = (wan: string, url: string, ...words: readonly string[]) => {
    const [file = "", ...args] = [...enterNamespace(wan), "curl", "-sS", "--max-time", "10", ...words, url];
    return execa(file, args, { reject: false });
};

describe.runIf(process.getuid?.() === 0)("a lab's way out", () => {
    async function scratchWan() {
        const lab = scratchLab("labunitout");
        makeFolders(lab);
        onTestFinished(async () => {
            await closeWayOut(lab);
            await removeNamespace(lab.wan);
        });
        await ensureWan(lab, []);
        return lab;
    }

    test("leads out by its proxy, and only while it is open", async () => {
        const [{ wan }, url] = [await scratchWan(), await outside()];
        expect((await ask(wan, url)).failed).toBe(true);
        const wayOut = await openWayOut(wan);
        expect(wayOut.proxy).toBe(wayOutProxy);
        expect((await ask(wan, url, "--proxy", wayOut.proxy)).stdout).toBe("from outside");
        expect((await ask(wan, url, "--proxy", wayOut.proxy, "--proxytunnel")).stdout).toBe("from outside");
        await wayOut.close();
        expect((await ask(wan, url, "--proxy", wayOut.proxy)).failed).toBe(true);
        await (await openWayOut(wan)).close();
    });

    test("says so when its port is taken", async () => {
        const { wan } = await scratchWan();
        const first = await openWayOut(wan);
        await expect(openWayOut(wan)).rejects.toThrow(/nothing can listen on 203\.0\.113\.1:3128/);
        await first.close();
    });

    test("stays open behind the command that has opened it, until it is closed", async () => {
        const [lab, url] = [await scratchWan(), await outside()];
        await ensureWayOut(lab);
        await ensureWayOut(lab);
        expect(isWayOutOpen(lab)).toBe(true);
        const answer = async () => (await ask(lab.wan, url, "--proxy", wayOutProxy)).stdout;
        await expect.poll(answer, { timeout: 20_000 }).toBe("from outside");
        await closeWayOut(lab);
        expect(isWayOutOpen(lab)).toBe(false);
        expect((await ask(lab.wan, url, "--proxy", wayOutProxy)).failed, join(lab.logs, "way-out.log")).toBe(true);
    });
});
