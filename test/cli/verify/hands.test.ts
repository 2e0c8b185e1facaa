import { beforeEach, describe, expect, test } from "vitest";
import { type Connection, LoginError } from "../../../cli/verify/connections.ts";
import { type HandsArgs, SshHands } from "../../../cli/verify/hands.ts";
import { CloudError, NoAnswerError } from "../../../cloud/cloud.ts";
import type { Login } from "../../../ssh/login.ts";
import { controlledPlan, FakeShell, samplePlan } from "./fakes.ts";

const log = "-----BEGIN SSH HOST KEY KEYS-----\nssh-ed25519 AAAAhost\n-----END SSH HOST KEY KEYS-----";
const cloud = {
    lend: <T>(work: (token: string) => Promise<T>) => work("token"),
    request: async <T>(_service: string, _region: string, path: string): Promise<T> => {
        if (path.startsWith("/floatingips")) {
            return { floatingips: [{ floating_ip_address: "192.168.101.100", port_id: "p" }] } as T;
        }
        if (path.startsWith("/ports")) return { port: { device_id: "s" } } as T;
        const servers = [{ id: "c", name: "gist-control-vm" }];
        return { servers, server: { status: "ACTIVE" }, output: log } as T;
    },
};

describe("SshHands", () => {
    let logins: Login[];
    let through: string[];
    let open: (login: Login) => Promise<Connection>;
    const handsWith = (part: Partial<HandsArgs> = {}) =>
        new SshHands({
            plan: samplePlan(),
            here: new FakeShell(() => ""),
            connections: {
                open: (login, near) => {
                    logins.push(login);
                    if (near !== undefined) through.push(`${near.login.alias} > ${login.alias} ${login.address}`);
                    return open(login);
                },
                through: async (near, far) => {
                    through.push(`${near.login.alias} > ${far.alias} ${far.address}`);
                    return new FakeShell(() => "");
                },
            },
            openCloud: async () => cloud,
            readState: () => Promise.reject(new Error("asked for the state")),
            keys: { labKeys: "/keys", env: {} },
            bootSeconds: 10,
            routeSeconds: 3,
            signal: new AbortController().signal,
            ...part,
        });

    beforeEach(() => {
        logins = [];
        through = [];
        open = async (login) =>
            Object.assign(
                new FakeShell(() => "renewed udhcpc\nto 10.2.0.10\nroute 10.2.0.10 via 10.30.0.36 dev eth1\n"),
                {
                    login,
                    files: { knownHosts: "", control: "" },
                },
            );
    });

    test("logs in to a guest once, with the host key of its console", async () => {
        const hands = handsWith();
        const [one, two] = await Promise.all([hands.guest("gist"), hands.guest("gist")]);
        expect(one).toBe(two);
        expect(logins).toEqual([
            {
                alias: "gist-guest",
                address: "192.168.101.100",
                port: 22,
                user: "root",
                hostKeys: ["ssh-ed25519 AAAAhost"],
                key: "/keys/guest",
            },
        ]);
    });

    test("logs in to a control VM once, through its K-Box, and to its boxes through it", async () => {
        const hands = handsWith({ plan: controlledPlan() });
        await Promise.all([hands.controlVm("gist"), hands.box("gist", "cube1"), hands.kBox("gist")]);
        expect(logins.map(({ alias, key }) => `${alias} ${key}`)).toEqual([
            "gist-k-box /keys/gist",
            "gist-control-vm /keys/gist-control",
        ]);
        expect(through).toEqual(["gist-k-box > gist-control-vm 172.16.1.31", "gist-control-vm > cube1 172.16.1.21"]);
        await expect(hands.box("gist", "cube9")).rejects.toThrow("site gist has no box cube9");
        await expect(handsWith().controlVm("gist")).rejects.toThrow("site gist: its control VM can't be logged in to");
    });

    test("a K-Box that can't listen is told with its site", async () => {
        await expect(handsWith().ear("gist")).rejects.toThrow("site gist: its K-Box: it can't listen on the wire");
    });

    test("logs in to a K-Box with the plan's host key, asking no cloud", async () => {
        const hands = handsWith({ openCloud: () => Promise.reject(new Error("asked")) });
        await hands.kBox("korea");
        expect(logins).toMatchObject([
            { address: "203.0.113.12", hostKeys: ["ssh-ed25519 AAAAbox2"], key: "/keys/korea" },
        ]);
    });

    test("reads the routes of a guest after a renewal", async () => {
        const { renewed, routes } = await handsWith().leases("gist");
        expect(renewed).toBe("udhcpc");
        expect(routes.get("10.2.0.10")?.via).toBe("10.30.0.36");
    });

    test("finds a guest by its stack's state and its K-Box while Keystone is silent", async () => {
        open = async (login) =>
            Object.assign(new FakeShell(() => log), { login, files: { knownHosts: "", control: "" } });
        const resource = (name: string, part: object) => ({ urn: `urn::${name}`, type: "t", custom: true, ...part });
        const resources = [
            resource("gist-guest-instance", { id: "01234567-89ab-cdef-0123-456789abcdef" }),
            resource("gist-guest-floating-ip", { outputs: { address: "192.168.101.7" } }),
        ];
        const hands = handsWith({
            openCloud: () => Promise.reject(new NoAnswerError("silence")),
            readState: async () => ({ version: 3, deployment: { resources } }),
        });
        expect((await hands.guest("gist")).floatingIp).toBe("192.168.101.7");
        expect(logins.map(({ alias }) => alias)).toEqual(["gist-k-box", "gist-guest"]);
    });

    test("doesn't look elsewhere when Keystone refuses", async () => {
        const hands = handsWith({ openCloud: () => Promise.reject(new CloudError("wrong password", 401)) });
        await expect(hands.guest("gist")).rejects.toThrow("site gist: wrong password");
    });

    test("goes from guest to guest at the address it is told", async () => {
        await handsWith().through("gist", "korea", "10.30.0.36");
        expect(through).toEqual(["gist-guest > korea-guest 10.30.0.36"]);
    });

    test("names the site in every failure, once", async () => {
        const hands = handsWith({ openCloud: () => Promise.reject(new Error("no answer")) });
        const message = "site gist: no answer";
        await expect(hands.guest("gist")).rejects.toThrow(new Error(message));
        await expect(hands.leases("gist")).rejects.toThrow(new Error(message));
        await expect(hands.through("gist", "korea", "x")).rejects.toThrow(new Error(message));
    });

    test("tries again while a guest boots", async () => {
        const real = open;
        open = (login) => (logins.length < 2 ? Promise.reject(new LoginError("Connection refused")) : real(login));
        await handsWith().guest("gist");
        expect(logins).toHaveLength(2);
    });

    test("doesn't try again with a wrong host key, or when the time is over", async () => {
        open = () => Promise.reject(new LoginError("Host key verification failed."));
        await expect(handsWith().guest("gist")).rejects.toThrow(/^site gist: .*another SSH host key/);
        open = () => Promise.reject(new LoginError("Connection refused"));
        await expect(handsWith({ bootSeconds: 0 }).guest("korea")).rejects.toThrow(/nothing listens/);
        expect(logins).toHaveLength(2);
    });
});
