import { readdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type * as openstack from "@pulumi/openstack";
import type * as pulumi from "@pulumi/pulumi";
import { runtime } from "@pulumi/pulumi";
import type { Site } from "../../components/site.ts";
import type { SitePlan } from "../../plan/environment-plan.ts";

/** A program that does a bad thing beside all that is right, in the stack of the site gist or of the tower. */
export interface ProgramAttack<Where = Scene> {
    /** What it does, as the end of a sentence: `opens SSH to everybody`. */
    readonly what: string;
    /** Name of the policy that must refuse it. */
    readonly policy: string;
    /** Places that the policy must name, `<resource>` or `<resource>.<input>`; no other attack has the same. */
    readonly places: readonly string[];
    /**
     * Whether its own provider refuses it as well, which ends the preview that the others share.
     * @default false
     */
    readonly alone?: true;
    /**
     * What becomes of resources that the site's own components make, by their logical names.
     * @default - they stay as they are
     */
    readonly altered?: Readonly<Record<string, Alteration>>;
    /**
     * Makes more resources: the bad thing, or the same put right.
     * @default - nothing is made
     */
    readonly make?: (scene: Where) => void;
}

/** How a resource is altered behind the back of the component that makes it. */
export interface Alteration {
    /** @default - they stay */
    readonly inputs?: Readonly<Record<string, unknown>>;
    /** @default - they stay */
    readonly opts?: pulumi.ResourceTransformResult["opts"];
}

/** Where an attack happens. */
export interface Scene {
    /** Whether the bad thing is to be done, or the same put right. */
    readonly bad: boolean;
    /** The honest site, complete. */
    readonly site: Site;
    readonly own: SitePlan;
    /** Another site of the environment. */
    readonly other: SitePlan;
    /** Puts a resource into the site, through the site's own provider. */
    readonly opts: pulumi.CustomResourceOptions;
    /** Private SSH key of the own K-Box, a secret. */
    readonly kBoxKey: pulumi.Output<string>;
}

/** Where an attack in the tower's stack happens. */
export interface TowerScene {
    /** Whether the bad thing is to be done, or the same put right. */
    readonly bad: boolean;
    /** What the honest tower makes for the site gist. */
    readonly own: Admission;
    /** The same for another site. */
    readonly other: Admission;
    /** Puts a resource into the tower, through the tower's own provider. */
    readonly opts: pulumi.CustomResourceOptions;
}

/** What a site has in Keystone. */
export interface Admission {
    readonly project: openstack.identity.Project;
    readonly user: openstack.identity.User;
    readonly role: openstack.identity.Role;
}

/** Stack files that the planner must refuse. */
export interface FileAttack {
    /** What it does, as the end of a sentence. */
    readonly what: string;
    /** Whose file is edited: a site's name, or `tower`. */
    readonly owner: string;
    /** This text, which is right, … */
    readonly text: string;
    /** … is replaced by that. */
    readonly by: string;
    /** Path that the planner must name. */
    readonly path: string;
    /** What it must say of it. */
    readonly says: string;
}

/** A hostile way to run the honest program, which the program itself must refuse. */
export interface RunAttack {
    /** What it does, as the end of a sentence. */
    readonly what: string;
    /** Variables of the process; `honest` ones are let pass. */
    readonly env: { readonly bad: Variables; readonly honest: Variables };
    /** What the program must say. */
    readonly says: string;
}

type Variables = Readonly<Record<string, string>>;

/** As a hostile module would that the program imports. */
export function alter(altered: Readonly<Record<string, Alteration>>): void {
    runtime.registerResourceTransform(({ name, props, opts }) => {
        const alteration = altered[name];
        if (alteration === undefined) return undefined;
        return { props: { ...props, ...alteration.inputs }, opts: { ...opts, ...alteration.opts } };
    });
}

/** Attacks in a folder beside this file, by the names of their own files. */
export async function attacksIn<Attack>(folder: string): Promise<ReadonlyMap<string, Attack>> {
    const path = join(import.meta.dirname, folder);
    const files = readdirSync(path).filter((file) => file.endsWith(".ts"));
    const loaded = files.map(async (file) => {
        const { attack } = (await import(pathToFileURL(join(path, file)).href)) as { attack: Attack };
        return [file.replace(/\.ts$/, ""), attack] as const;
    });
    return new Map(await Promise.all(loaded));
}
