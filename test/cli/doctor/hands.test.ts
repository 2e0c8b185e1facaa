import { createServer } from "node:net";
import { expect, test } from "vitest";
import { type DoctorHandsArgs, NetworkHands, shellOf } from "../../../cli/doctor/hands.ts";
import { LoginError } from "../../../cli/verify/connections.ts";
import type { Login } from "../../../ssh/login.ts";
import { startStandIn } from "../../cloud/stand-in.ts";
import { gist, plan } from "./fakes.ts";

const logins: Login[] = [];
const refuse = async (login: Login) => {
    logins.push(login);
    throw new LoginError("Permission denied");
};
const make = (part: Partial<DoctorHandsArgs> = {}) =>
    new NetworkHands({
        plan,
        tower: true,
        cloud: { env: {}, folder: "/" },
        connections: { open: refuse },
        keys: { labKeys: null, env: {} },
        ...part,
    });

test("logs in once, with the pinned host key, and hands on why it failed", async () => {
    const hands = make({ keys: { labKeys: "/keys", env: {} } });
    const [one, other] = await Promise.all([hands.login(gist), hands.login(gist)]);
    expect(one).toBe(other);
    expect(logins).toMatchObject([{ address: "203.0.113.11", hostKeys: [gist.kBox.hostKey], key: "/keys/gist" }]);
    await expect(shellOf(hands, gist)).rejects.toThrow("it refuses the SSH key");
});

test("knows whether there is a key at all", () => {
    expect(make().hasKey(gist)).toBe(false);
    expect(make({ keys: { labKeys: null, env: { SSH_AUTH_SOCK: "/run/agent" } } }).hasKey(gist)).toBe(true);
    expect(make({ keys: { labKeys: null, env: { K_ONE_KBOX_KEY_GIST: "/key" } } }).hasKey(gist)).toBe(true);
});

test("tells a port where SSH answers from one where nobody does", async () => {
    const server = createServer((socket) => socket.end("SSH-2.0-test\r\n"));
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as { port: number };
    const site = { ...gist, kBox: { ...gist.kBox, address: "127.0.0.1", port } };
    expect(await make().silence(site)).toBeNull();
    await new Promise((resolve) => server.close(resolve));
    expect(await make().silence(site)).toBe("nothing listens there");
});

test("opens an entry of clouds.yaml once", async () => {
    const keystone = await startStandIn({});
    const hands = make({ cloud: { env: keystone.env, folder: "/" } });
    expect(hands.entry("site").name).toBe("site");
    expect(await hands.cloud("site")).toBe(await hands.cloud("site"));
    expect((await hands.cloud("site")).regions).toEqual(["RegionOne", "RegionTwo"]);
    expect(keystone.logins).toHaveLength(1);
    await keystone.close();
});
