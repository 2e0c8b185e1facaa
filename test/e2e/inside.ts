import { join } from "node:path";
import { text } from "node:stream/consumers";
import { ensureInsideLab } from "../../cli/inside-lab.ts";
import { withHands } from "../../cli/verify/with-hands.ts";
import { openCloud } from "../../cloud/cloud.ts";
import { describeLab, projectFolder } from "../../lab/names.ts";
import { loadPlan } from "../../plan/environment.ts";

/**
 * What end-to-end tests need from inside a lab's network, where they themselves are not:
 *
 *     inside.ts <environment> guest|k-box <site>                                     runs the script on standard input there
 *     inside.ts <environment> request <entry> <service> <region> <path> [method body]  calls OpenStack and prints its JSON
 */
async function main([environment = "", what = "", ...rest]: readonly string[]): Promise<void> {
    await ensureInsideLab(environment);
    process.stdout.write(
        await (what === "request" ? request(environment, rest) : shell(environment, what, rest[0] ?? "")),
    );
}

async function request(environment: string, words: readonly string[]): Promise<string> {
    const [entry = "", service = "", region = "", path = "", method = "GET", body] = words;
    const env = { ...process.env, OS_CLIENT_CONFIG_FILE: describeLab(environment).clouds };
    const cloud = await openCloud(entry, { env });
    const init = { method, ...(body === undefined ? {} : { body: JSON.parse(body) as unknown }) };
    return JSON.stringify((await cloud.request<unknown>(service, region, path, init)) ?? null);
}

async function shell(environment: string, what: string, site: string): Promise<string> {
    const plan = loadPlan(join(projectFolder, "stacks"), environment);
    const script = await text(process.stdin);
    return withHands(plan, {}, async (hands) => {
        const place = what === "guest" ? (await hands.guest(site)).shell : await hands.kBox(site);
        const { output, errors } = await place.run(script, { seconds: 60 });
        process.stderr.write(errors);
        return output.toString();
    });
}

await main(process.argv.slice(2));
