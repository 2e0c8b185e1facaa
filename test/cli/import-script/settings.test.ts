import { expect, test } from "vitest";
import { merge, parseSetting, settingsOf } from "../../../cli/import-script/settings.ts";

test("a setting is a path as findings name it, and a value in YAML", () => {
    expect(parseSetting("sites.gist.vtep.mtu=1500")).toEqual({ path: ["sites", "gist", "vtep", "mtu"], value: 1500 });
    expect(parseSetting("sites.gist.kBox.hostKey=ssh-ed25519 AAAA=")?.value).toBe("ssh-ed25519 AAAA=");
    expect(parseSetting("tower.acceptPlaintext={reason: lab, until: 2099-01-01}")?.value).toEqual({
        reason: "lab",
        until: "2099-01-01",
    });
});

test.each(["gist.vtep.mtu=1500", "sites.gist=1", "sites.gist.vtep.mtu", "tower=1"])("%s is none", (text) => {
    expect(parseSetting(text)).toBeNull();
});

test("each file gets its own", () => {
    const settings = [
        { path: ["sites", "gist", "vtep", "mtu"], value: 1500 },
        { path: ["sites", "gist", "vtep", "transport"], value: "public" },
        { path: ["tower", "outside"], value: "203.0.113.1" },
    ];
    expect(settingsOf(settings, "gist")).toEqual({ vtep: { mtu: 1500, transport: "public" } });
    expect(settingsOf(settings, "tower")).toEqual({ outside: "203.0.113.1" });
    expect(settingsOf(settings, "korea")).toEqual({});
});

test("what stands last wins, key by key; what isn't known takes nothing away", () => {
    expect(
        merge({ a: { b: 1, c: 2 }, l: [1, 2] }, { a: { b: undefined, c: 3 }, l: [3] }, { d: { e: undefined } }),
    ).toEqual({
        a: { b: 1, c: 3 },
        l: [3],
        d: {},
    });
});
