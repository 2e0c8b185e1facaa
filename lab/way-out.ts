import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import { createRequire } from "node:module";
import { connect, Server, type Socket } from "node:net";
import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { makeFolder } from "./files.ts";
import type { Lab } from "./names.ts";
import { enterNamespace } from "./namespace.ts";
import { wanAddress } from "./network.ts";
import { askToStop, isSupervised, killSupervisor, supervise } from "./supervisor.ts";

/** A way for a lab's machines to package registries and git servers: they have none by themselves. */
export interface WayOut {
    /** URL of the proxy, as the machines know it. */
    readonly proxy: string;
    close(): Promise<void>;
}

/** TCP port of a lab's proxy. */
export const wayOutPort = 3128;

/** URL of a lab's proxy, as the machines know it. */
export const wayOutProxy = `http://${wanAddress}:${wayOutPort}`;

/** `import.meta.resolve`, which Vitest's global set-up doesn't have. */
const { resolve } = createRequire(import.meta.url);

/** Opens a lab's way out and keeps it open until {@link closeWayOut}; does nothing when it is open. */
export async function ensureWayOut(lab: Lab): Promise<void> {
    const folder = folderOf(lab);
    if (isSupervised(folder)) return;
    makeFolder(folder, { mode: 0o700 });
    const program = [process.execPath, "--import", resolve("tsx"), processFile, lab.wan];
    const command = ["setpriv", "--pdeathsig", "TERM", ...program];
    await supervise({ folder, command, log: path.join(lab.logs, "way-out.log") });
}

/** Closes a lab's way out, if it is open. */
export async function closeWayOut(lab: Lab): Promise<void> {
    const folder = folderOf(lab);
    askToStop(folder);
    for (let round = 1; isSupervised(folder); round++) {
        if (round === 100) killSupervisor(folder);
        await sleep(50);
    }
}

/** Whether a lab's way out is open. */
export function isWayOutOpen(lab: Lab): boolean {
    return isSupervised(folderOf(lab));
}

/**
 * Opens an HTTP proxy in a lab's WAN for as long as this process lives. A helper in the WAN makes the socket that listens
 * there; all else happens out here, where the computer's network is.
 */
export async function openWayOut(wan: string, port: number = wayOutPort): Promise<WayOut> {
    const listening = await socketIn(wan, port);
    const proxy = createServer(forward).on("connect", tunnel);
    listening.on("connection", (socket) => proxy.emit("connection", socket));
    return {
        proxy: `http://${wanAddress}:${port}`,
        async close() {
            const closed = once(listening, "close");
            listening.close();
            proxy.closeAllConnections();
            await closed;
        },
    };
}

const processFile = path.join(import.meta.dirname, "way-out-process.ts");

/** It hands the socket over and ends, so that nobody but its parent takes what comes in. */
const half = `
const [address, port] = process.argv.slice(1);
const server = require("node:net").createServer({ pauseOnConnect: true });
server.listen(Number(port), address, () => process.send("listening", server, () => process.exit()));
`;

async function socketIn(wan: string, port: number): Promise<Server> {
    const [file = "", ...args] = [...enterNamespace(wan), process.execPath, "-e", half, wanAddress, String(port)];
    const helper = spawn(file, args, { stdio: ["ignore", "ignore", "inherit", "ipc"] });
    const ended = once(helper, "exit");
    const [, server] = (await Promise.race([once(helper, "message"), ended])) as readonly unknown[];
    await ended;
    if (server instanceof Server) return server;
    throw new Error(`nothing can listen on ${wanAddress}:${port} in the lab's WAN ${wan}`);
}

function folderOf(lab: Lab): string {
    return path.join(lab.home, "way-out");
}

function forward(asked: IncomingMessage, answer: ServerResponse): void {
    const { method, url = "", headers } = asked;
    const onward = request(url, { ...(method && { method }), headers }, (response) => {
        answer.writeHead(response.statusCode ?? 502, response.headers);
        response.pipe(answer);
    });
    onward.on("error", () => answer.destroy());
    asked.pipe(onward);
}

function tunnel(asked: IncomingMessage, inside: Socket): void {
    const [host = "", port = "443"] = (asked.url ?? "").split(":");
    const outside = connect(Number(port), host, () => {
        inside.write("HTTP/1.1 200 OK\r\n\r\n");
        outside.pipe(inside);
        inside.pipe(outside);
    });
    outside.on("error", () => inside.destroy());
    inside.on("error", () => outside.destroy());
}
