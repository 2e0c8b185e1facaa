import { expect, test } from "vitest";
import { edited, errorsOf, sample } from "../sample.ts";

test("two sites may use the same names", () => {
    expect(errorsOf(edited("korea", "network: net2", "network: net1"))).toEqual([]);
});

test("one site may not", () => {
    expect(errorsOf(edited("korea", "network: net2", "network: ext-net2"))).toEqual([
        "sites.korea.tenant.network: ext-net2 is taken by sites.korea.external.network. " +
            "A network's name is unique at its site: choose another one.",
    ]);
});

test("a physical network has the shared network's name, so no other has it", () => {
    expect(errorsOf(edited("korea", "physical: mgmt", "physical: net3"))).toEqual([
        "sites.korea.networks.management.physical: net3 is taken by sites.korea.shared.net3. " +
            "A physical network carries one flat network: choose another one.",
    ]);
});

test("no site is called as a password of DevStack's, which the tower's stack keeps beside the sites'", () => {
    const called = (name: string) => errorsOf({ korea: null, [name]: sample.korea });
    for (const name of ["admin", "database", "rabbit", "service"]) {
        expect(called(name)).toEqual([
            `sites.${name}: the tower's stack would keep this site's password as k-one:${name}Password, where a password ` +
                "of DevStack's stands. Allowed: any name but admin, database, rabbit, service. Rename the file and its stack.",
        ]);
    }
    expect(called("admins")).toEqual([]);
});
