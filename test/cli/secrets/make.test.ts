import { describe, expect, test } from "vitest";
import { makeSecrets, type SecretsStack, type Vault } from "../../../cli/secrets/make.ts";
import type { EnvironmentPlan } from "../../../plan/environment-plan.ts";
import { planSite } from "../../../plan/site-plan.ts";
import { planTower } from "../../../plan/tower-plan.ts";
import { devStackEnvironment, onGist } from "../../plan/dev-stack/environment.ts";

type Stored = Readonly<Record<string, Readonly<Record<string, string>>>>;

const makeable = ["adminPassword", "databasePassword", "rabbitPassword", "servicePassword", "serviceToken"];
const keys = makeable.map((key) => `k-one:${key}`);
const [admin, service] = ["k-one:adminPassword", "k-one:servicePassword"] as const;

/** Values in memory, and what was asked of them. */
class MemoryVault implements Vault {
    readonly values: Map<string, Map<string, string>>;
    readonly reads: string[] = [];
    readonly writes: string[] = [];

    constructor(stored: Stored) {
        this.values = new Map(Object.entries(stored).map(([stack, of]) => [stack, new Map(Object.entries(of))]));
    }

    async read({ stack }: SecretsStack, wanted: readonly string[]) {
        this.reads.push(stack);
        return new Map([...(this.values.get(stack) ?? [])].filter(([key]) => wanted.includes(key)));
    }

    async write({ stack }: SecretsStack, key: string, value: string) {
        this.writes.push(`${stack} ${key}`);
        this.values.set(stack, new Map([...(this.values.get(stack) ?? []), [key, value]]));
    }

    at(stack: string, key: string) {
        return this.values.get(stack)?.get(key);
    }
}

/** The sample with both regions made by DevStack, each with a compute node. */
function planOf(tower: object): EnvironmentPlan {
    const hostKey = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBAREhMUFRYXGBkaGxwdHh8gISIjJCUmJygpKissLS4v";
    const cube = { name: "cube1", role: "k-cube", address: "172.16.1.21", hostKey };
    const environment = devStackEnvironment(tower, { boxes: [cube] });
    const sites = environment.sites.map((site) => planSite(site, environment));
    return { environment: "lab", tower: planTower(environment), sites };
}

const hosted = planOf(onGist);
const adopted = planOf({});

interface Try {
    readonly plan?: EnvironmentPlan;
    readonly stored?: Stored;
    readonly chosen?: readonly string[];
    readonly signal?: AbortSignal;
}

async function make({ plan = hosted, stored = {}, chosen, signal = new AbortController().signal }: Try) {
    const vault = new MemoryVault(stored);
    const lines: string[] = [];
    const stacks = [plan.tower, ...plan.sites].map((owner) => ({
        stack: owner.stack,
        site: "site" in owner ? owner : null,
        keys: new Set(Object.keys(stored[owner.stack] ?? {})),
        chosen: chosen?.includes(owner.stack) ?? true,
    }));
    const report = await makeSecrets({ plan, stacks, vault, signal, tell: (line) => void lines.push(line) });
    return { vault, lines, report };
}

describe("makeSecrets", () => {
    test("gives one Keystone's stacks the same admin and service, and each region its own of the rest", async () => {
        const { vault } = await make({});
        const at = (key: string) => ["lab-tower", "lab-gist", "lab-korea"].map((stack) => vault.at(stack, key));
        for (const key of [admin, service]) expect(new Set(at(key)).size).toBe(1);
        for (const key of keys.filter((each) => each !== admin && each !== service)) {
            const [tower, gist, korea] = at(key);
            expect(gist, "the tower's stack makes gist's region, gist's its compute node").toBe(tower);
            expect(korea).not.toBe(tower);
        }
        const all = [...vault.values.values()].flatMap((of) => [...of.values()]);
        expect(new Set(all).size).toBe(2 + 3 + 3);
        for (const value of all) expect(value).toMatch(/^[a-z0-9]{48}$/);
    });

    test("says what it made and where, and what only its reader has; no value is said", async () => {
        const { report, lines, vault } = await make({ chosen: ["lab-korea"] });
        const file = "stacks/Pulumi.lab-korea.yaml";
        expect(report).toMatchObject({
            environment: "lab",
            stacks: [{ stack: "lab-korea", file, copied: [], there: [] }],
        });
        expect([...(report.stacks[0]?.made ?? [])].sort()).toEqual(keys);
        expect(report.stacks[0]?.yours).toEqual([
            {
                key: "k-one:kBoxKey",
                what: "private SSH key of the K-Box's login user",
                command: "pulumi config set --secret -s lab-korea k-one:kBoxKey",
            },
            {
                key: "k-one:guestPublicKey",
                what: "public SSH key that opens the guests",
                command: "pulumi config set -s lab-korea k-one:guestPublicKey",
            },
        ]);
        expect(lines).toHaveLength(5);
        expect(lines).toContain("lab-korea: k-one:adminPassword made");
        const said = JSON.stringify([report, lines]);
        for (const value of vault.values.get("lab-korea")?.values() ?? []) expect(said).not.toContain(value);
    });

    test("takes what a stack has that it may not touch, and leaves that one alone", async () => {
        const stored = { "lab-tower": { [admin]: "towers", [service]: "towers2" } };
        const { vault, report } = await make({ stored, chosen: ["lab-korea"] });
        expect([vault.at("lab-korea", admin), vault.at("lab-korea", service)]).toEqual(["towers", "towers2"]);
        expect(report.stacks[0]?.copied).toEqual([admin, service].map((key) => ({ key, from: "lab-tower" })));
        expect(vault.writes.filter((write) => !write.startsWith("lab-korea"))).toEqual([]);
    });

    test("changes no value that is there, and reads nobody when none is missing", async () => {
        const all = Object.fromEntries(keys.map((key) => [key, "mine"]));
        const whole = await make({ stored: { "lab-korea": all }, chosen: ["lab-korea"] });
        expect([whole.vault.writes, whole.vault.reads]).toEqual([[], []]);
        expect(whole.report.stacks[0]?.there).toHaveLength(5);

        const { [admin]: _, ...most } = all;
        const part = await make({ stored: { "lab-korea": most }, chosen: ["lab-korea"] });
        expect(part.vault.writes).toEqual([`lab-korea ${admin}`]);
        expect([...(part.report.stacks[0]?.there ?? [])].sort()).toEqual(Object.keys(most).sort());
    });

    test("leaves a value that the file has and nobody can read", async () => {
        const stored = { "lab-korea": { [admin]: "" } };
        const { vault } = await make({ stored, chosen: ["lab-korea"] });
        expect(vault.writes).not.toContain(`lab-korea ${admin}`);
        expect(vault.writes).toHaveLength(4);
    });

    test("makes no password of a Keystone that was there before, but hands on one that a stack has", async () => {
        const first = await make({ plan: adopted, chosen: ["lab-gist", "lab-korea"] });
        for (const stack of first.report.stacks) {
            expect(stack.yours.map(({ key }) => key)).toEqual(expect.arrayContaining([admin, service]));
            expect(stack.made).toHaveLength(3);
        }
        const { report } = await make({ plan: adopted, stored: { "lab-gist": { [admin]: "its own" } } });
        expect(report.stacks.find(({ stack }) => stack === "lab-korea")?.copied).toEqual([
            { key: admin, from: "lab-gist" },
        ]);
    });

    test("asks nothing for a tower that DevStack doesn't make", async () => {
        const { report } = await make({ plan: adopted, chosen: ["lab-tower"] });
        expect(report.stacks[0]).toMatchObject({ made: [], there: [] });
        expect(report.stacks[0]?.yours.map(({ key }) => key)).toEqual(["k-one:gistPassword", "k-one:koreaPassword"]);
    });

    test("refuses to choose between two values of what must be one, and changes nothing", async () => {
        const stored = { "lab-tower": { [admin]: "one" }, "lab-korea": { [admin]: "two" } };
        await expect(make({ stored })).rejects.toThrow(
            /k-one:adminPassword: .*Keystone at http:\/\/203\.0\.113\.11\/identity\/v3.*lab-tower and lab-korea/,
        );
        await expect(make({ stored })).rejects.not.toThrow(/\bone\b.*\btwo\b/);
        const same = await make({ stored: { "lab-tower": { [admin]: "one" }, "lab-korea": { [admin]: "one" } } });
        expect(same.vault.at("lab-gist", admin)).toBe("one");
    });

    test("ends between two values when it is asked to, and the next run makes the rest", async () => {
        const controller = new AbortController();
        controller.abort();
        await expect(make({ signal: controller.signal })).rejects.toThrow("run the command again");
    });
});
