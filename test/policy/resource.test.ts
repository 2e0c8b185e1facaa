import * as policySdk from "@pulumi/policy";
import { describe, expect, test } from "vitest";
import { notKnown, resourceFrom, secretsIn, stackResourcesFrom } from "../../policy/resource.ts";
import { unknown } from "./engine.ts";

/** What the SDK itself wraps properties in; its types leave it out. */
const { unknownCheckingProxy } = policySdk as unknown as { unknownCheckingProxy: <T>(properties: T) => T };

const sdk = (name: string, props: Readonly<Record<string, unknown>>) => ({
    urn: `urn:pulumi:lab-gist::k-one::t::${name}`,
    type: "t",
    name,
    props: unknownCheckingProxy(props),
    opts: { protect: true },
    propertyDependencies: {},
});

describe("resourceFrom", () => {
    const { get, inputs, ...resource } = resourceFrom(
        sdk("port", {
            name: "net1",
            pairs: [{ ipAddress: "10.1.0.10", __defaults: [] }, { ipAddress: unknown }],
            connection: unknown,
            nothing: null,
        }),
    );

    test("reads inputs as plain data, without what the engine adds", () => {
        expect(resource).toMatchObject({ name: "port", protect: true, parent: null, provider: null });
        expect(get("name")).toBe("net1");
        expect(get("pairs", 0)).toEqual({ ipAddress: "10.1.0.10" });
        expect(get("pairs", 0, "ipAddress")).toBe("10.1.0.10");
        expect(inputs()).toEqual(["name", "pairs", "connection"]);
    });

    test("marks what isn't known, wherever it stands, and what lies within", () => {
        expect(get("connection")).toBe(notKnown);
        expect(get("connection", "host")).toBe(notKnown);
        expect(get("pairs")).toEqual([{ ipAddress: "10.1.0.10" }, { ipAddress: notKnown }]);
    });

    test("has nothing where nothing is given", () => {
        expect([get("nothing"), get("other"), get("name", "deeper"), get("pairs", 7, "ipAddress")]).toEqual([
            ...[undefined, undefined, undefined, undefined],
        ]);
    });
});

test("secretsIn finds secrets where they stand, and looks into nothing else", () => {
    const hidden = new policySdk.Secret({ password: "word" });
    const { props } = sdk("login", {
        connection: hidden,
        list: [{ token: new policySdk.Secret("t") }],
        later: unknown,
    });
    expect(secretsIn(props)).toEqual(["connection", "list.0.token"]);
});

describe("stackResourcesFrom", () => {
    const network = sdk("network", { id: unknown });
    const port = { ...sdk("port", { networkId: unknown, mtu: unknown }), parent: network };
    const given = sdk("port", { networkId: unknown }).props;
    const [, one] = stackResourcesFrom([network, { ...port, propertyDependencies: { networkId: [network] } }], (urn) =>
        urn === port.urn ? given : undefined,
    );

    test("knows where an input's value comes from, and the parent", () => {
        expect(one?.sources("networkId").map(({ name }) => name)).toEqual(["network"]);
        expect(one?.sources("other")).toEqual([]);
        expect(one?.parent).toBe(network.urn);
    });

    test("reads inputs, not the outputs that the SDK has for a stack", () => {
        expect(one?.inputs()).toEqual(["networkId"]);
        expect(one?.read).toBe(false);
    });

    test("takes what has no inputs for looked up", () => {
        const [looked] = stackResourcesFrom([network], () => undefined);
        expect(looked?.read).toBe(true);
        expect(looked?.get("id")).toBe(notKnown);
    });
});
