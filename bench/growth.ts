import { planEnvironment } from "../plan/environment.ts";
import { manySeeds, stackFiles } from "../test/plan/arbitrary.ts";

/**
 * Prints how the planner grows, one line for each number of sites: processor time in ms (the least of 5 runs), and the
 * memory that the process has taken by then. A site's peers and routes are a list of all others, so those grow with the
 * square; the rest is shown apart, for sites that share no network.
 */
function report(count: number): string {
    const files = stackFiles(manySeeds(count));
    const alone = files.map((file) =>
        file.owner === "tower" ? file : { ...file, content: withoutShares(file.content) },
    );
    const [joined, apart] = [least(files), least(alone)].map((ms) => ms.toFixed(0).padStart(5));
    const memory = Math.round(process.resourceUsage().maxRSS / 1024);
    return `${count} sites: ${joined} ms, without peer lists ${apart} ms, at most ${memory} MB of memory`;
}

function least(files: Parameters<typeof planEnvironment>[0]): number {
    return Math.min(...Array.from({ length: 5 }, () => processorTime(() => planEnvironment(files))));
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

for (const count of [125, 250, 500, 1000, 2000]) process.stdout.write(`${report(count)}\n`);
