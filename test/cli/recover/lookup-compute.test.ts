import { describe, expect, test } from "vitest";
import { findServers } from "../../../cli/recover/lookup-compute.ts";
import { calls, closeAfterEach, find, place } from "./place.ts";

closeAfterEach();

describe("Nova", () => {
    const path = "/compute/v2.1/servers/detail";
    const patience = { limit: 2000, interval: 10 };

    test("a server by its exact name", async () => {
        const servers = [
            { id: "a", name: "gist-guest", status: "ACTIVE" },
            { id: "b", name: "gist-guest2", status: "ACTIVE" },
        ];
        expect(await find("compute/instance:Instance", { name: "gist-guest" }, { [path]: { servers } })).toEqual(["a"]);
    });

    test("none", async () =>
        expect(await find("compute/instance:Instance", { name: "gist-guest" }, { [path]: { servers: [] } })).toEqual(
            [],
        ));

    test("one in the making is waited for", async () => {
        const server = { id: "a", name: "g", status: "BUILD" };
        const where = await place({ [path]: { servers: [server] } });
        const waits: string[] = [];
        const report = (line: string) => {
            waits.push(line);
            server.status = "ACTIVE";
        };
        expect(await findServers("g", { ...where, report }, patience)).toEqual(["a"]);
        expect(waits).toEqual(["waits for Nova to finish with server g: a (BUILD)"]);
    });

    test("one that Nova failed to build is deleted and forgotten", async () => {
        const list = { servers: [{ id: "a", name: "g", status: "ERROR" }] };
        const where = await place({ [path]: list, "/compute/v2.1/servers/a": { status: 204, body: {} } });
        const report = () => {
            list.servers = [];
        };
        expect(await findServers("g", { ...where, report }, patience)).toEqual([]);
        expect(calls()).toContain("DELETE /compute/v2.1/servers/a");
    });

    test.each([
        [{ "/compute/v2.1/os-keypairs/k": { keypair: {} } }, ["k"]],
        [{}, []],
    ])("a keypair", async (answers, expected) => {
        expect(await find("compute/keypair:Keypair", { name: "k" }, answers)).toEqual(expected);
    });

    test.each([
        [{ "/compute/v2.1/servers/s/os-interface/p": { interfaceAttachment: {} } }, ["s/p"]],
        [{}, []],
    ])("a server's NIC", async (answers, expected) => {
        const inputs = { instanceId: "s", portId: "p" };
        expect(await find("compute/interfaceAttach:InterfaceAttach", inputs, answers)).toEqual(expected);
    });
});
