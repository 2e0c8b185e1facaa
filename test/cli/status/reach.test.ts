import { createServer, type Server, type Socket } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { askAround, askSsh } from "../../../cli/status/reach.ts";
import { CloudError } from "../../../cloud/cloud.ts";

const servers: Server[] = [];
const sockets: Socket[] = [];

/** A server on a port of its own. */
async function listen(greet: (socket: Socket) => void): Promise<{ address: string; port: number }> {
    const server = createServer((socket) => {
        sockets.push(socket);
        greet(socket);
    });
    servers.push(server);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    return { address: "127.0.0.1", port: typeof address === "object" && address !== null ? address.port : 0 };
}

afterEach(() => {
    for (const socket of sockets.splice(0)) socket.destroy();
    for (const server of servers.splice(0)) server.close();
});

describe("askSsh", () => {
    test("a server that greets as SSH answers", async () => {
        const target = await listen((socket) => socket.write("SSH-2.0-OpenSSH_10.0\r\n"));
        expect(await askSsh(target)).toEqual({ ok: true, reason: null });
    });

    test.each<[string, (socket: Socket) => void, string]>([
        ["greets as something else", (socket) => socket.write("220 mail\r\n"), "it is no SSH server"],
        ["hangs up", (socket) => socket.end(), "it closed the connection"],
        ["says nothing", () => undefined, "no answer in 0.2 s"],
    ])("one that %s doesn't", async (_, greet, reason) => {
        expect(await askSsh(await listen(greet), 200)).toEqual({ ok: false, reason });
    });

    test("a port that nobody listens on doesn't", async () => {
        expect(await askSsh({ address: "127.0.0.1", port: 1 })).toEqual({ ok: false, reason: "nothing listens there" });
    });
});

describe("askAround", () => {
    const failing = new Map([
        ["image", new CloudError("GET /v2/ answered 404.", 404)],
        ["compute", new CloudError("GET /v2.1/ answered 503.", 503)],
        ["placement", new CloudError("it doesn't answer: no answer in 4 s.", null)],
    ]);
    const cloud = {
        endpoints: () => ({ network: "http://n", image: "http://i", compute: "http://c", placement: "http://p" }),
        request: async <T>(service: string) => {
            const failure = failing.get(service);
            if (failure !== undefined) throw failure;
            return {} as T;
        },
    };

    test("an API that refuses the question answers; one behind a broken gateway, and a silent one, don't", async () => {
        const { ssh, apis } = await askAround({ kBox: null, region: "RegionOne", openCloud: async () => cloud });
        expect(ssh).toBeNull();
        expect(Object.entries(apis).map(([service, { ok }]) => [service, ok])).toEqual([
            ["compute", false],
            ["identity", true],
            ["image", true],
            ["network", true],
            ["placement", false],
        ]);
        expect(apis.placement?.reason).toContain("no answer in 4 s");
        expect(apis.image?.reason).toBeNull();
    });

    test.each([
        ["refuses the password answers, and that is worth a word", 401, true],
        ["is silent doesn't", null, false],
    ])("a Keystone that %s", async (_, status, ok) => {
        const openCloud = async () => Promise.reject(new CloudError("Keystone said no.", status));
        const { apis } = await askAround({ kBox: null, region: "RegionOne", openCloud });
        expect(apis).toEqual({ identity: { ok, reason: "Keystone said no." } });
    });
});
