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
export function devStackEnvironment(
    tower: object = {},
    site: object | ((name: string) => object) = {},
): CompleteEnvironment {
    const changes = (name: string) => (typeof site === "function" ? (site as (name: string) => object)(name) : site);
    const authUrl = "http://203.0.113.10/identity/v3";
    const identity = { mode: "shared", authUrl };
    return {
        environment: "lab",
        tower: towerSchema.parse({ ...partOf(sample.tower, "k-one:tower"), identity, ...tower }),
        sites: (["gist", "korea"] as const).map((name) => siteOf(name, changes(name))),
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

/** Changes that give each site a Keystone of its own. */
export const ownKeystones = {
    tower: { identity: { mode: "own" }, cloud: null, region: null },
    sites: (name: string) => ({
        identity: { authUrl: `http://203.0.113.1${name === "gist" ? 1 : 2}/identity/v3` },
    }),
};

function siteOf(name: "gist" | "korea", changes: object): CompleteSite {
    const file = { ...partOf(sample[name], "k-one:site"), bootstrap: "devstack", ...changes };
    return { name, file: siteSchema.parse(file) };
}

function partOf(text: string, key: string): object {
    return parse(text).config[key];
}
