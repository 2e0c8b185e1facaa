import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { Site } from "../../components/site.ts";
import { loadPlan } from "../../plan/environment.ts";
import { alter, attacksIn, type ProgramAttack, type Scene } from "./attack.ts";

/** Names of the attacks to run, with a comma between them. */
const names = (process.env.ATTACKS ?? "").split(",");
const bad = process.env.ATTACKS_BAD === "yes";

/** A site's honest stack with attacks in it, or with the same things put right. */
async function run(): Promise<void> {
    const all = await attacksIn<ProgramAttack>("programs");
    const attacks = names.flatMap((name) => all.get(name) ?? []);
    if (bad) for (const { altered = {} } of attacks) alter(altered);
    const scene = makeScene();
    for (const { make } of attacks) make?.(scene);
}

function makeScene(): Scene {
    const { sites } = loadPlan(join(pulumi.getRootDirectory(), "stacks"), "kone");
    const [own, other] = ["gist", "korea"].map((name) => sites.find(({ site }) => site === name));
    if (own === undefined || other === undefined) throw new Error("kone has lost its sites");
    const kBoxKey = new pulumi.Config("k-one").requireSecret("kBoxKey");
    const publicKey = "ssh-ed25519 AAAA";
    const site = new Site(own.site, { site: own, kBoxKey, guestPublicKey: publicKey, controlPublicKey: publicKey });
    return { bad, site, own, other, kBoxKey, opts: { parent: site, provider: site.region.provider } };
}

await run();
