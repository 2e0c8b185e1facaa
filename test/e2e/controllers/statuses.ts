import { text } from "node:stream/consumers";
import { z } from "zod";
import { ensureInsideLab } from "../../../cli/inside-lab.ts";
import { openCloud } from "../../../cloud/cloud.ts";
import { CloudError } from "../../../cloud/errors.ts";
import { describeLab } from "../../../lab/names.ts";

const requests = z.array(
    z.object({
        service: z.string(),
        method: z.string(),
        path: z.string(),
        body: z.unknown().optional(),
        headers: z.record(z.string(), z.string()).optional(),
    }),
);

/**
 * Makes requests with one site's own token in a region, and prints their statuses as JSON:
 * `statuses.ts <environment> <entry> <region>`, with the requests as JSON on standard input. `PROJECT` in a path stands
 * for the token's project.
 */
async function main([environment = "", entry = "", region = ""]: readonly string[]): Promise<void> {
    await ensureInsideLab(environment);
    const wanted = requests.parse(JSON.parse(await text(process.stdin)));
    const env = { ...process.env, OS_CLIENT_CONFIG_FILE: describeLab(environment).clouds };
    const cloud = await openCloud(entry, { env, timeout: 60_000 });
    const statuses = wanted.map(async ({ service, path, method, body, headers }) => {
        const init = { method, ...(body === undefined ? {} : { body }), ...(headers === undefined ? {} : { headers }) };
        try {
            await cloud.request(service, region, path.replace("PROJECT", cloud.projectId ?? ""), init);
            return 200;
        } catch (error) {
            if (error instanceof CloudError) return error.status;
            throw error;
        }
    });
    process.stdout.write(JSON.stringify(await Promise.all(statuses)));
}

await main(process.argv.slice(2));
