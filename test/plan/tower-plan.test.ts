import { expect, test } from "vitest";
import { planEnvironment } from "../../plan/environment.ts";
import { edited, sampleFiles } from "./sample.ts";

test("the tower's plan knows of the sites nothing but their names", () => {
    const { tower } = edited(
        "tower",
        "outside:",
        "host: gist\n    production: true\n    dns: [203.0.113.53]\n    exceptions: [{ policy: no-open-ssh, resource: gist-guest, reason: demo }]\n    outside:",
    );
    const files = sampleFiles({ tower: tower?.replace("203.0.113.10:", "203.0.113.11:") ?? null });
    expect(planEnvironment(files).plan?.tower).toEqual({
        environment: "lab",
        stack: "lab-tower",
        identityMode: "shared",
        cloud: "lab-tower",
        region: "CentralRegion",
        authUrl: "http://203.0.113.11:5000/v3",
        memberRole: "9fe2ff9ee4384b1894a90878d3e92bab",
        host: "gist",
        devStack: null,
        glance: "separate",
        production: true,
        outside: "203.0.113.1",
        sharedNetworks: [
            { name: "net3", driver: "mesh", cidr: "10.30.0.0/24", vni: 70003, mtu: 1450, encryption: "none" },
        ],
        central: null,
        acceptPlaintext: { reason: "lab with no way out", until: "2099-01-01" },
        exceptions: [{ policy: "no-open-ssh", resource: "gist-guest", reason: "demo" }],
        sites: ["gist", "korea"],
    });
});
