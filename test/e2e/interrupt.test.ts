import { type FSWatcher, readFileSync, watch } from "node:fs";
import { dirname, join } from "node:path";
import { beforeAll, describe, expect, inject, test } from "vitest";
import { processesOfStack } from "../../cli/recover/processes.ts";
import { logicalName, type StackState } from "../../cli/recover/state.ts";
import type { RunSummary } from "../../cli/summary.ts";
import { labEnv } from "../../lab/lab.ts";
import { describeLab } from "../../lab/names.ts";
import { finished, kOne, objectsOf } from "./k-one.ts";
import type { SiteObjects } from "./objects.ts";

const environment = inject("environment");
const site = "gist";
const stack = `${environment}-${site}`;
const backend = labEnv(environment).PULUMI_BACKEND_URL;
const checkpoint = join(describeLab(environment).state, ".pulumi/stacks/k-one", `${stack}.json`);

/** A resource that a run has begun to create. */
interface Creation {
    readonly name: string;
    readonly type: string;
}

const objects = () => objectsOf(environment, site);

/** What the run is creating right now, as its state says before it asks OpenStack. */
function pending(): readonly Creation[] {
    try {
        const { checkpoint: state } = JSON.parse(readFileSync(checkpoint, "utf8")) as {
            readonly checkpoint: { readonly latest?: StackState["deployment"] };
        };
        const operations = state.latest?.pending_operations ?? [];
        const creates = operations.filter(
            ({ type, resource }) => type === "creating" && /^(openstack|command):/.test(resource.type),
        );
        return creates.map(({ resource }) => ({ name: logicalName(resource.urn), type: resource.type }));
    } catch {
        // Not there yet.
        return [];
    }
}

/**
 * Settles with the first resource being created of a type that `types` doesn't have, or with `null` when the run has ended.
 * What an earlier run was creating stands in the state until this one has settled it.
 */
function nextCreate(types: ReadonlySet<string>, ended: Promise<unknown>): Promise<Creation | null> {
    let old = pending().map(({ name }) => name);
    let watcher: FSWatcher | null = null;
    const found = new Promise<Creation>((resolve) => {
        watcher = watch(dirname(checkpoint), () => {
            const now = pending();
            old = old.filter((name) => now.some((creation) => creation.name === name));
            const fresh = now.find(({ name, type }) => !types.has(type) && !old.includes(name));
            if (fresh !== undefined) {
                resolve(fresh);
            }
        });
    });
    return Promise.race([found, ended.then(() => null)]).finally(() => watcher?.close());
}

/** Kills a run without warning: the engine and the command around it, and now and then the provider plugins, too. */
function killRun(withPlugins: boolean): void {
    // Another clone's lab may have a stack of the same name.
    const processes = processesOfStack(stack).filter((process) => process.backend === backend);
    const engine = processes.find(({ command }) => command === "pulumi");
    const doomed = withPlugins ? processes : processes.filter(({ command }) => command === "pulumi");
    for (const pid of [...doomed.map((process) => process.pid), engine?.run ?? 0].filter((pid) => pid > 1)) {
        try {
            process.kill(pid, "SIGKILL");
        } catch {
            // It ended with the engine.
        }
    }
}

/** One `up` after another, each killed at a resource of another type, until there is no type left and one comes to its end. */
async function killAtEachType(): Promise<{ readonly killed: readonly Creation[]; readonly last: Finished }> {
    const killed: Creation[] = [];
    for (;;) {
        // With few resources at once, a kill at one type leaves the others for the next.
        const run = kOne(["up", environment, "--site", site, "--yes", "--json"], { PULUMI_PARALLEL: "2" });
        const creation = await nextCreate(new Set(killed.map(({ type }) => type)), run);
        if (creation === null) {
            return { killed, last: await run };
        }
        killRun(killed.length % 2 === 1);
        run.kill("SIGKILL");
        await run;
        killed.push(creation);
    }
}

type Finished = Awaited<ReturnType<typeof kOne>>;

/** What stands there twice. Neutron's own ports and rules have neither description nor name. */
function duplicates(found: SiteObjects): readonly string[] {
    const labels = Object.entries(found).flatMap(([collection, list]) =>
        list.flatMap(({ name, description }) => (description || name ? `${collection} ${description || name}` : [])),
    );
    return labels.filter((label, index) => labels.indexOf(label) !== index);
}

const count = (found: SiteObjects) =>
    Object.fromEntries(Object.entries(found).map(([key, list]) => [key, list.length]));

describe("an up that is killed with kill -9 at one resource of each type", () => {
    let killed: readonly Creation[] = [];
    let last: Finished;

    beforeAll(async () => {
        await finished("up", environment, "--site", "tower", "--yes");
        await finished("destroy", environment, "--site", site, "--yes");
        ({ killed, last } = await killAtEachType());
    }, 600_000);

    test("was killed at ten different resources at least", () =>
        expect(new Set(killed.map(({ type }) => type)).size).toBeGreaterThanOrEqual(10));

    test("ends clean when it is run again, and says what it settled", () => {
        expect(last.exitCode, `${last.stdout}\n${last.stderr}`).toBe(0);
        const summary = JSON.parse(last.stdout) as RunSummary;
        // Nothing is left to do when the last kill hit a create whose object was there already.
        expect(summary).toMatchObject({
            ok: true,
            stacks: [{ stack, status: expect.stringMatching(/^(done|unchanged)$/), cause: null }],
        });
        expect(summary.stacks[0]?.recovered.length).toBeGreaterThan(0);
    });

    test("leaves no object twice", async () => {
        const found = await objects();
        expect(duplicates(found)).toEqual([]);
        expect(count(found)).toMatchObject({
            networks: 4,
            subnets: 4,
            routers: 1,
            floatingips: 1,
            servers: 2,
            keypairs: 2,
        });
    });

    test("has nothing to change when it runs once more", async () => {
        const { stacks } = await finished("up", environment, "--site", site, "--yes");
        expect(stacks).toMatchObject([{ stack, status: "unchanged", recovered: [] }]);
    });

    test("can be destroyed, and nothing is left", async () => {
        await finished("destroy", environment, "--site", site, "--yes");
        const left = Object.entries(await objects()).filter(([, list]) => list.length > 0);
        expect(left).toEqual([]);
    });
});
