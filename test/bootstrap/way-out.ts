import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type IncomingMessage, request, type ServerResponse } from "node:http";
import { connect, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { execa } from "execa";
import { enterNamespace } from "../../lab/namespace.ts";

/** A way for a lab's machines to package registries: they have none by themselves. */
export interface WayOut {
    /** URL of the proxy, as the machines know it. */
    readonly proxy: string;
    close(): Promise<void>;
}

/**
 * Opens an HTTP proxy in a lab's WAN for as long as this process lives. The half in the WAN only hands bytes to the half
 * out here, which alone has the computer's network.
 */
export async function openWayOut(wan: string, address: string, port: number): Promise<WayOut> {
    const folder = mkdtempSync(join(tmpdir(), "k1w-"));
    const socket = join(folder, "proxy");
    const server = createServer(forward).on("connect", tunnel).listen(socket);
    await once(server, "listening");
    const inside = execa(
        ...commandLine([...enterNamespace(wan), process.execPath, "-e", half, socket, address, port]),
        {
            reject: false,
            stdin: "pipe",
        },
    );
    await Promise.race([once(inside.stdout, "data"), inside]);
    return {
        proxy: `http://${address}:${port}`,
        async close() {
            inside.kill();
            await inside;
            server.closeAllConnections();
            server.close();
            rmSync(folder, { recursive: true, force: true });
        },
    };
}

/** Ends with its standard input, so that it never outlives the test. */
const half = `
const net = require("node:net");
const [socket, address, port] = process.argv.slice(1);
const quiet = (one, other) => one.on("error", () => other.destroy()).on("close", () => other.destroy());
net.createServer((inside) => {
    const outside = net.connect(socket);
    quiet(inside, outside).pipe(outside);
    quiet(outside, inside).pipe(inside);
}).listen(Number(port), address, () => console.log("ready"));
process.stdin.on("end", () => process.exit()).resume();
`;

function commandLine([file, ...args]: readonly (string | number)[]): [string, string[]] {
    return [String(file), args.map(String)];
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
