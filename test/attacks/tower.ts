import { join } from "node:path";
import * as openstack from "@pulumi/openstack";
import * as pulumi from "@pulumi/pulumi";
import { Tower } from "../../components/tower.ts";
import { loadPlan } from "../../plan/environment.ts";
import { type Admission, alter, attacksIn, type ProgramAttack, type TowerScene } from "./attack.ts";

/** Names of the attacks to run, with a comma between them. */
const names = (process.env.ATTACKS ?? "").split(",");
const bad = process.env.ATTACKS_BAD === "yes";

/** The honest tower's stack with attacks in it, or with the same things put right. */
async function run(): Promise<void> {
    const all = await attacksIn<ProgramAttack<TowerScene>>("towers");
    const attacks = names.flatMap((name) => all.get(name) ?? []);
    if (bad) for (const { altered = {} } of attacks) alter(altered);
    const scene = makeScene();
    for (const { make } of attacks) make?.(scene);
}

function makeScene(): TowerScene {
    const made = new Map<string, pulumi.Resource>();
    pulumi.runtime.registerStackTransformation(({ name, resource }) => void made.set(name, resource));
    const { tower } = loadPlan(join(pulumi.getRootDirectory(), "stacks"), "kone");
    const passwords = Object.fromEntries(tower.sites.map((site) => [site, pulumi.secret(`password of ${site}`)]));
    const parent = new Tower("tower", { tower, passwords });
    const [own, other] = [admission(made, "gist"), admission(made, "korea")];
    return { bad, own, other, opts: { parent, provider: parent.provider } };
}

function admission(made: ReadonlyMap<string, pulumi.Resource>, site: string): Admission {
    const [project, user, role] = ["project", "user", "role"].map((kind) => made.get(`tower-${site}-${kind}`));
    if (
        project instanceof openstack.identity.Project &&
        user instanceof openstack.identity.User &&
        role instanceof openstack.identity.Role
    ) {
        return { project, user, role };
    }
    throw new Error(`the tower admits ${site} in another way`);
}

await run();
