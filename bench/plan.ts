import { stringify } from "yaml";
import { parseStackFile, planEnvironment, type StackFile } from "../plan/environment.ts";
import { manySeeds, stackFiles } from "../test/plan/arbitrary.ts";

/**
 * Prints what the planner costs and how that grows, one line for each number of sites: processor time in ms (the least of
 * 5 runs), and the memory that the process has taken by then. A site's peers and routes are a list of all others, so those
 * grow with the square; the rest is shown apart, for sites that share no network. A thousand sites take well under a second.
 */
function report(count: number): string {
    const files = stackFiles(manySeeds(count));
    const texts = files.map(({ path, content }) => ({ path, text: stringify(content) }));
    const alone = files.map((file) =>
        file.owner === "tower" ? file : { ...file, content: withoutShares(file.content) },
    );
    const [joined, apart, read] = [
        least(() => files),
        least(() => alone),
        least(() => texts.map(({ path, text }) => parseStackFile(path, text))),
    ].map((ms) => ms.toFixed(0).padStart(5));
    const memory = Math.round(process.resourceUsage().maxRSS / 1024);
    return `${count} sites: ${joined} ms, without peer lists ${apart} ms, from YAML ${read} ms, at most ${memory} MB of memory`;
}

function least(files: () => readonly StackFile[]): number {
    return Math.min(...Array.from({ length: 5 }, () => processorTime(() => planEnvironment(files()))));
}

function processorTime(work: () => { readonly plan: unknown }): number {
    const begin = process.cpuUsage();
    if (work().plan === null) throw new Error("the environment of the benchmark has a mistake");
    const { user, system } = process.cpuUsage(begin);
    return (user + system) / 1000;
}

function withoutShares(content: unknown): unknown {
    const { config } = content as { readonly config: Readonly<Record<string, Record<string, unknown>>> };
    const site = { ...config["k-one:site"], shared: {}, guest: null };
    return { config: { ...config, "k-one:site": site } };
}

for (const count of [5, 125, 250, 500, 1000, 2000]) process.stdout.write(`${report(count)}\n`);
