import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { draftSite } from "../../../cli/site/add.ts";
import type { SiteAnswers } from "../../../cli/site/fields.ts";
import { PlanError, planEnvironment, readEnvironment } from "../../../plan/environment.ts";
import { type SampleFolder, sampleFolder } from "./folder.ts";

const hostKey = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f";
const needed = { institution: "Ulsan National Institute", kBox: "203.0.113.16", hostKey };
let project: SampleFolder;

beforeEach(() => {
    project = sampleFolder();
});

afterEach(() => project.remove());

const draft = (given: Partial<SiteAnswers>, site = "unist") =>
    draftSite({ folder: project.folder, environment: "kone", site, given, somebody: null });

describe("a new site", () => {
    test("gets what is free, and the environment is sound with it", async () => {
        const { addition, write } = await draft(needed);
        expect(project.files()).toHaveLength(3);
        write();
        const { plan } = planEnvironment(readEnvironment(join(project.folder, "stacks"), "kone"));
        expect(plan?.sites.map(({ site }) => site)).toEqual(["gist", "korea", "unist"]);
        expect(plan?.sites[2]).toMatchObject({ region: "RegionThree", tenant: { cidr: "10.3.0.0/24" } });
        expect(addition.file).toBe("stacks/Pulumi.kone-unist.yaml");
    });

    test("is told with a diff that makes the file, the stacks that need an up, and what else is to be done", async () => {
        const { addition, write } = await draft(needed);
        write();
        const text = readFileSync(join(project.folder, addition.file), "utf8");
        const added = addition.diff.split("\n").slice(3);
        expect(added.map((line) => line.slice(1)).join("\n")).toBe(text.trimEnd());
        expect(added.every((line) => line.startsWith("+"))).toBe(true);
        expect(addition.up).toEqual(["kone-tower", "kone-gist", "kone-korea", "kone-unist"]);
        for (const part of ["clouds.yaml", "k-one:kBoxKey -s kone-unist", "k-one:unistPassword -s kone-tower"]) {
            expect(addition.todo.join("\n")).toContain(part);
        }
    });

    test("refers to the schema and has its fields in the order of the others", async () => {
        const { addition } = await draft(needed);
        const lines = addition.diff.split("\n").map((line) => line.slice(1));
        expect(lines[3]).toBe("# yaml-language-server: $schema=site.schema.json");
        const keys = lines.flatMap((line) => /^ {4}(\w+):/.exec(line)?.[1] ?? []);
        const order = [
            "institution region availabilityZone cloud kBox external router tenant shared vtep baseMac access guest",
        ];
        expect(keys.join(" ")).toBe(order[0]);
    });

    test("takes chosen blocks, and moves gateway, pool and guest along", async () => {
        const { addition } = await draft({ ...needed, tenantCidr: "10.77.0.0/26", externalCidr: "192.168.177.0/24" });
        for (const part of ["gateway: 192.168.177.1", "pool: 192.168.177.100-192.168.177.254", "tenant: 10.77.0.10"]) {
            expect(addition.diff).toContain(part);
        }
    });

    test("with mistakes writes nothing and names all of them", async () => {
        const wrong = { ...needed, region: "RegionOne", tenantCidr: "10.1.0.0/25", mtu: "many", router: "R 1" };
        const error = await draft(wrong).catch((caught) => caught);
        expect(error).toBeInstanceOf(PlanError);
        for (const path of ["region", "tenant.cidr", "vtep.mtu", "router"]) {
            expect(error.message).toContain(`sites.unist.${path}: `);
        }
        expect(project.files()).toHaveLength(3);
    });

    test("needs a name that is free and allowed", async () => {
        await expect(draft(needed, "gist")).rejects.toThrow(/has this site already.*Choose another name/);
        await expect(draft(needed, "Ulsan-1")).rejects.toThrow("small letters and digits");
    });

    test("isn't added to an environment that has mistakes of its own", async () => {
        project.write("korea", "config: {}");
        await expect(draft(needed)).rejects.toThrow("has no k-one:site");
    });

    test("never takes the place of a file that came meanwhile", async () => {
        const { write } = await draft(needed);
        project.write("unist", "config: {}");
        expect(write).toThrow("EEXIST");
    });
});
