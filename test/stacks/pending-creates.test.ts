import { describe, expect, test } from "vitest";
import { assertNothingPending, pendingCreates } from "../../stacks/pending-creates.ts";

const name = { environment: "lab", owner: "gist" };
const operation = (type: string, resource: string) => ({
    type,
    resource: { urn: `urn:pulumi:lab-gist::k-one::k-one:index:Site$openstack:networking/network:Network::${resource}` },
});
const checkpoint = (...pending_operations: unknown[]) => ({
    version: 3,
    checkpoint: { latest: { pending_operations } },
});

describe("pendingCreates", () => {
    test("names what was being created, and leaves out what was being changed or deleted", () => {
        const state = checkpoint(
            operation("creating", "gist-tenant-network"),
            operation("updating", "gist-tenant-subnet"),
            operation("deleting", "gist-guest-port"),
            operation("creating", "gist-router-router"),
        );
        expect(pendingCreates(state)).toEqual(["gist-tenant-network", "gist-router-router"]);
    });

    test.each([[null], [{}], [{ version: 3, checkpoint: {} }], [checkpoint()]])("finds none in %j", (state) => {
        expect(pendingCreates(state)).toEqual([]);
    });
});

describe("assertNothingPending", () => {
    test("passes a stack whose last run came to its end", () => {
        expect(() => assertNothingPending(name, checkpoint(operation("updating", "gist-tenant-subnet")))).not.toThrow();
    });

    test("stops an interrupted one, names its resources and the command that mends it", () => {
        const state = checkpoint(operation("creating", "gist-tenant-network"));
        expect(() => assertNothingPending(name, state)).toThrow(/gist-tenant-network.*Run `npx k-one up lab`/s);
    });
});
