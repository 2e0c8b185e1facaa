import { createServer, type RequestListener, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, describe, expect, test } from "vitest";
import { send } from "../../cloud/http.ts";

describe("send", () => {
    let server: Server;

    afterEach(() => {
        server.closeAllConnections();
        server.close();
    });

    async function call(listener: RequestListener, body: string | null = null, timeout = 5000) {
        server = createServer(listener).listen(0, "127.0.0.1");
        await new Promise((resolve) => server.once("listening", resolve));
        const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/x`;
        return send({ method: "POST", url, headers: { a: "b" }, body, timeout, tls: { ca: null, verify: true } });
    }

    test("a status of 400 or more is an answer", async () => {
        const answer = await call((_request, response) => response.writeHead(409, { c: "d" }).end("taken"));
        expect(answer).toMatchObject({ status: 409, body: "taken", headers: { c: "d" } });
    });

    test("sends body and headers", async () => {
        const { body } = await call((request, response) => {
            response.write(
                `${request.method} ${request.url} ${request.headers.a} ${request.headers["content-length"]} `,
            );
            request.pipe(response);
        }, "grüße");
        expect(body).toBe("POST /x b 7 grüße");
    });

    test("gives up when nothing comes in time", async () =>
        expect(call(() => undefined, null, 50)).rejects.toThrow("no answer in 0.05 s"));

    test("gives up when an answer comes too slowly, too", async () =>
        expect(call((_request, response) => void response.write("half"), null, 50)).rejects.toThrow());
});
