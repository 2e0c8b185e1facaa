import { parse } from "yaml";
import type { CompleteEnvironment, CompleteSite } from "../../../plan/site-plan.ts";
import { siteSchema } from "../../../plan/site-schema.ts";
import { towerSchema } from "../../../plan/tower-schema.ts";
import { sample } from "../sample.ts";

/** A value for each word that a `local.conf` is filled in with. */
export const secrets = {
    admin: "admin-secret",
    database: "database-secret",
    rabbit: "rabbit-secret",
    service: "service-secret",
    serviceToken: "token-secret",
};

/** The sample with both regions made by DevStack, and changes in their files and the tower's. */
export function devStackEnvironment(tower: object = {}, site: object = {}): CompleteEnvironment {
    const authUrl = "http://203.0.113.10/identity/v3";
    const identity = { mode: "shared", authUrl };
    return {
        environment: "lab",
        tower: towerSchema.parse({ ...partOf(sample.tower, "k-one:tower"), identity, ...tower }),
        sites: (["gist", "korea"] as const).map((name) => siteOf(name, site)),
    };
}

/** Changes that put the tower on gist's K-Box. */
export const onGist = { host: "gist", identity: { mode: "shared", authUrl: "http://203.0.113.11/identity/v3" } };

/** Changes that give the tower a machine that DevStack makes Keystone on. */
export const onItsOwn = {
    bootstrap: "devstack",
    box: {
        address: "203.0.113.10",
        hostKey: "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f root@tower",
    },
};

function siteOf(name: "gist" | "korea", changes: object): CompleteSite {
    const file = { ...partOf(sample[name], "k-one:site"), bootstrap: "devstack", ...changes };
    return { name, file: siteSchema.parse(file) };
}

function partOf(text: string, key: string): object {
    return parse(text).config[key];
}
