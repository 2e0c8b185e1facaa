import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { formatFinding, planEnvironment, type StackFile } from "../../plan/environment.ts";
import type { EnvironmentPlan } from "../../plan/environment-plan.ts";
import { isError } from "../../plan/finding.ts";
import { type NextSite, nextSite } from "../../plan/next-site.ts";
import { UserError } from "../../plan/user-error.ts";
import { manySeeds, type SiteSeed, seeds, siteObject, stackFile, stackFiles } from "./arbitrary.ts";
import { edited, sampleFiles } from "./sample.ts";

function planned(files: readonly StackFile[]): EnvironmentPlan {
    const { plan, findings } = planEnvironment(files, "2026-11-22");
    if (plan === null) throw new Error(findings.filter(isError).map(formatFinding).join("\n"));
    return plan;
}

/** A site's file: what nobody else can know of it, and what is next. */
function newFile(seed: SiteSeed, next: NextSite): StackFile {
    const { institution, cloud, kBox, vtep } = siteObject(seed);
    return stackFile(seed.name, { institution, cloud, kBox, vtep, ...next });
}

function newSeed(index: number): SiteSeed {
    return { name: `zzznew${index}`, place: 499 - index, underlay: 9216, guest: true, transport: "public" };
}

describe("nextSite", () => {
    test("goes on in the pattern of the sites that are there", () => {
        expect(nextSite(planned(sampleFiles()))).toEqual({
            region: "RegionThree",
            availabilityZone: "az3",
            external: {
                network: "ext-net3",
                physical: "ext",
                cidr: "192.168.103.0/24",
                gateway: "192.168.103.1",
                pool: "192.168.103.100-192.168.103.254",
            },
            router: "R3",
            // The shared network has the name net3 already.
            tenant: { network: "net-3", cidr: "10.3.0.0/24" },
            shared: { net3: { pool: "10.30.0.48-10.30.0.63" } },
            baseMac: "fa:16:3e:03:00:00",
            guest: { tenant: "10.3.0.10", net3: "10.30.0.52" },
        });
    });

    test("gives a first site what gist has", () => {
        expect(nextSite(planned(sampleFiles({ gist: null, korea: null })))).toMatchObject({
            region: "RegionOne",
            availabilityZone: "az1",
            external: { network: "ext-net1", cidr: "192.168.101.0/24" },
            tenant: { network: "net1", cidr: "10.1.0.0/24" },
            shared: { net3: { pool: "10.30.0.16-10.30.0.31" } },
            guest: { tenant: "10.1.0.10", net3: "10.30.0.20" },
        });
    });

    test("gives a gap to the new site", () => {
        expect(nextSite(planned(sampleFiles({ gist: null })))).toMatchObject({
            region: "RegionOne",
            baseMac: "fa:16:3e:01:00:00",
        });
    });

    test("stays clear of what the caller names", () => {
        const { tenant, external } = nextSite(planned(sampleFiles()), ["10.3.0.7", "192.168.103.0/25"]);
        expect([tenant.cidr, external.cidr]).toEqual(["10.4.0.0/24", "192.168.104.0/24"]);
    });

    test("makes a file that passes every rule beside any other sites, and changes none of them", () => {
        fc.assert(
            fc.property(seeds({ minLength: 0, maxLength: 10 }), (sites) => {
                const free = sites.filter(({ place }) => place < 490);
                const files = stackFiles(free.length === 0 ? manySeeds(1) : free);
                const file = newFile(newSeed(0), nextSite(planned(files)));
                const { findings } = planEnvironment([...files, file], "2026-11-22");
                expect(findings.filter(isError)).toEqual([]);
            }),
        );
    });

    test("gives the same answer whatever the order of the files", () => {
        fc.assert(
            fc.property(seeds({ minLength: 1, maxLength: 8 }), (sites) => {
                const files = stackFiles(sites);
                expect(nextSite(planned(files.toReversed()))).toEqual(nextSite(planned(files)));
            }),
        );
    });

    test("goes on site after site, and says in the end what is used up", () => {
        let files = sampleFiles();
        const last = () => {
            for (let index = 0; index < 30; index++) {
                files = [...files, newFile(newSeed(index), nextSite(planned(files)))].map(renamed);
            }
        };
        expect(last).toThrow(UserError);
        expect(last).toThrow(
            "net3 has no 16 addresses in a row left in 10.30.0.0/24 (10.30.0.1-10.30.0.254) for another site. " +
                "Name a smaller pool for shared.net3.pool yourself, or shrink the pool of a site that needs fewer.",
        );
        expect(planned(files).sites).toHaveLength(14);
    });

    test("takes the guest off a network that has no route left for it", () => {
        const routesLeft = nextSite(planned(stackFiles(manySeeds(20))));
        expect(routesLeft.guest).toHaveProperty("net3");
        const files = stackFiles(manySeeds(21));
        const next = nextSite(planned(files));
        expect(Object.keys(next.guest ?? {})).toEqual(["tenant"]);
        expect(planned([...files, newFile(newSeed(0), next)]).sites).toHaveLength(22);
    });

    test("says that routes are used up when not even a site without a guest finds room", () => {
        const files = stackFiles(manySeeds(20));
        const last = [...files, newFile(newSeed(0), nextSite(planned(files)))];
        expect(() => nextSite(planned(last))).toThrow(
            "21 sites have a guest on net3, and another site's subnet holds no more than 20 host routes. " +
                "Take net3 out of the guest of a site first.",
        );
    });

    test("takes the guest off a network whose addresses another one has", () => {
        const changes = edited("tower", "{ net3:", "{ blue: { cidr: 10.30.0.0/24, vni: 70004, mtu: 1400 }, net3:");
        const { shared, guest } = nextSite(planned(sampleFiles(changes)));
        expect(shared).toEqual({
            blue: { pool: "10.30.0.16-10.30.0.31" },
            net3: { pool: "10.30.0.48-10.30.0.63" },
        });
        expect(guest).toEqual({ tenant: "10.3.0.10", blue: "10.30.0.20" });
    });
});

/** The sample's environment is called lab. */
function renamed(file: StackFile): StackFile {
    return { ...file, environment: "lab" };
}
