import { expect, test } from "vitest";
import { isRepeatable, lookupFor } from "../../../cli/recover/lookup.ts";

test("a command on a K-Box can be repeated; OpenStack objects can't", () => {
    expect(isRepeatable("command:remote:Command")).toBe(true);
    expect(isRepeatable("pulumi:providers:openstack")).toBe(true);
    expect(isRepeatable("k-one:index:Site")).toBe(true);
    expect(isRepeatable("openstack:networking/network:Network")).toBe(false);
    expect(lookupFor("openstack:dns/zone:Zone")).toBeNull();
});
