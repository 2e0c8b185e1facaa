import { policies } from "../policy/index.ts";
import { type EngineResource, judging } from "../test/policy/engine.ts";
import { siteResources } from "../test/policy/stacks.ts";

/**
 * Prints what the whole pack costs, one line for each number of resources: processor time in ms (the least of 3 runs) in the
 * SDK's own server functions, from the engine's request to the answer. A stack of that size is a site's own resources, as
 * often as it takes; names, parents and sources stay within a copy.
 */
async function report(site: readonly EngineResource[], count: number): Promise<string> {
    const copies = Array.from({ length: Math.ceil(count / site.length) }, (_, copy) =>
        site.map((one) => renamed(one, copy)),
    );
    const resources = copies.flat();
    const runs = [await run(resources), await run(resources), await run(resources)];
    return `${resources.length} resources, ${policies.length} policies: ${Math.min(...runs)
        .toFixed(0)
        .padStart(5)} ms`;
}

async function run(resources: readonly EngineResource[]): Promise<number> {
    const judge = judging(policies, resources);
    const begin = process.cpuUsage();
    await judge();
    const { user, system } = process.cpuUsage(begin);
    return (user + system) / 1000;
}

function renamed(one: EngineResource, copy: number): EngineResource {
    const name = (text: string) => `${text}-${copy}`;
    const sources = Object.entries(one.sources ?? {}).map(([input, names]) => [input, names.map(name)]);
    return {
        ...{ ...one, name: name(one.name), sources: Object.fromEntries(sources) },
        ...(one.parent === undefined ? {} : { parent: name(one.parent) }),
        ...(one.provider === undefined ? {} : { provider: name(one.provider) }),
    };
}

const site = await siteResources();
for (const count of [100, 1250, 2500, 5000]) process.stdout.write(`${await report(site, count)}\n`);
