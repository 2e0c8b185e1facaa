import { afterEach, describe, expect, test } from "vitest";
import { type HistoryEntry, maskSecrets, readRecord, recordOf } from "../../../cli/status/record.ts";
import { type PulumiStandIn, pulumiStandIn } from "../pulumi-stand-in.ts";

const secret = { "4dabf18193072939515e22adb298388d": "1b47061264138c4ac30d75fd1eb44270", ciphertext: "v1:x" };
const resource = (type: string, custom: boolean, outputs = {}) => ({ urn: `urn::${type}`, type, custom, outputs });
const state = {
    version: 3,
    deployment: {
        resources: [
            resource("pulumi:pulumi:Stack", false, { floatingIp: "192.168.101.9", token: secret }),
            resource("pulumi:providers:openstack", true),
            resource("k-one:index:Site", false),
            resource("openstack:networking/router:Router", true),
        ],
        pending_operations: [{ type: "creating" as const, resource: resource("t", true) }],
    },
};
const last: HistoryEntry = {
    kind: "update",
    result: "succeeded",
    startTime: "2027-01-01T00:00:00.000Z",
    endTime: "2027-01-01T00:01:00.000Z",
};

describe("recordOf", () => {
    test("counts what providers made, and neither components nor the providers themselves", () =>
        expect(recordOf(state, last)).toMatchObject({ resources: 1, pending: 1, error: null }));

    test("takes the end of the last update, or its start while it goes on", () => {
        expect(recordOf(state, last).lastUpdate?.time).toBe(last.endTime);
        const { endTime: _, ...running } = last;
        expect(recordOf(state, running).lastUpdate?.time).toBe(last.startTime);
    });

    test("shows outputs, and of a secret only that it is one", () =>
        expect(recordOf(state, last).outputs).toEqual({ floatingIp: "192.168.101.9", token: "[secret]" }));

    test("an empty stack was never applied", () =>
        expect(recordOf({ version: 3, deployment: {} }, undefined)).toEqual({
            lastUpdate: null,
            resources: 0,
            pending: 0,
            outputs: {},
            error: null,
        }));
});

test("a secret is found however deep it stands", () =>
    expect(maskSecrets({ a: [{ b: secret }], c: { d: "e" } })).toEqual({ a: [{ b: "[secret]" }], c: { d: "e" } }));

describe("readRecord", () => {
    let cli: PulumiStandIn;
    afterEach(() => cli.remove());

    test("asks for state and history, and for no secret", async () => {
        cli = pulumiStandIn(`"stack export") echo '${JSON.stringify(state)}' ;;
"stack history") echo '${JSON.stringify([last])}' ;;`);
        const record = await readRecord(cli.environment.pulumi, "lab-gist");
        expect(record).toEqual(recordOf(state, last));
        expect(cli.calls()).toHaveLength(2);
        expect(cli.calls().join()).not.toContain("secrets");
    });

    test("says why the backend couldn't tell", async () => {
        cli = pulumiStandIn(`"stack export") echo "error: the bucket is gone" >&2; exit 255 ;;`);
        const { error, resources } = await readRecord(cli.environment.pulumi, "lab-gist");
        expect({ error, resources }).toEqual({ error: "the bucket is gone", resources: null });
    });
});
