import type { DoctorCheck, DoctorFinding } from "../../../cli/doctor/check.ts";
import type { DoctorHands } from "../../../cli/doctor/hands.ts";
import { LoginError } from "../../../cli/verify/connections.ts";
import { type Cloud, CloudError } from "../../../cloud/cloud.ts";
import type { CloudEntry } from "../../../cloud/clouds-file.ts";
import type { SitePlan } from "../../../plan/environment-plan.ts";
import { type Answer, FakeShell, samplePlan } from "../verify/fakes.ts";

/** A plan of gist and korea, and gist's part of it. */
export const plan = samplePlan();
export const gist = siteOf("gist");

function siteOf(name: string): SitePlan {
    const site = plan.sites.find((candidate) => candidate.site === name);
    if (site === undefined) throw new Error(`no site ${name}`);
    return site;
}

/** What the fakes are told to answer; what is left out can't be reached. */
export interface Places {
    /** @default - an entry that leads to the plan's Keystone */
    readonly entry?: CloudEntry;
    /** JSON by `service path`, without the query; an error is thrown. */
    readonly answers?: Readonly<Record<string, unknown>>;
    /** Why no cloud opens, for one entry or for all. @default - each opens */
    readonly closed?: Error | Readonly<Record<string, Error>>;
    /** Services of the region. @default - network, compute and image on the K-Box */
    readonly endpoints?: Readonly<Record<string, string>>;
    /** @default null */
    readonly silence?: string | null;
    /** What the K-Box says, or what `ssh` said when it let nobody in. @default - it answers nothing */
    readonly kBox?: Answer | { readonly errors: string };
    /** @default true */
    readonly hasKey?: boolean;
    /** @default true */
    readonly tower?: boolean;
}

/** An entry of `clouds.yaml` as the plan wants it. */
export const goodEntry: CloudEntry = {
    name: "sample-gist",
    file: "/etc/clouds.yaml",
    authType: "password",
    auth: { auth_url: "http://203.0.113.10:5000", username: "k-one-gist", password: "p" },
    region: null,
    tls: { ca: null, verify: true },
};

/** Hands without any network. */
export function fakeDoctorHands(places: Places = {}): DoctorHands {
    const { entry = goodEntry, silence = null, kBox = () => "", hasKey = true, tower = true } = places;
    const shell = typeof kBox === "function" ? new FakeShell(kBox) : null;
    return {
        plan,
        tower,
        entry: () => entry,
        cloud: async (name) => {
            const { closed } = places;
            const error = closed instanceof Error ? closed : closed?.[name];
            if (error !== undefined) throw error;
            return fakeCloud(places);
        },
        silence: async () => silence,
        login: async () =>
            shell === null ? { error: new LoginError((kBox as { errors: string }).errors) } : { shell },
        hasKey: () => hasKey,
    };
}

const onKBox = {
    network: "http://203.0.113.11:9696",
    compute: "http://203.0.113.11:8774",
    image: "http://203.0.113.11:9292",
};

function fakeCloud({ answers = {}, endpoints = onKBox }: Places): Cloud {
    return {
        entry: "sample-gist",
        region: null,
        projectId: "p1",
        userId: "u1",
        regions: ["Region1", "Region2"],
        lend: (work) => work("token"),
        endpoints: () => endpoints,
        request: async <T>(service: string, _region: string, path: string) => {
            const answer = answers[`${service} ${path.split("?")[0]}`];
            if (answer instanceof Error) throw answer;
            if (answer === undefined) throw new CloudError(`${service} doesn't answer.`, null);
            return answer as T;
        },
    };
}

/** What a check finds, errors thrown included, as the runner shows them. */
export async function findings<T>(check: DoctorCheck<T>, target: T, places: Places = {}): Promise<readonly string[]> {
    try {
        const found: readonly DoctorFinding[] = [await check.run(target, fakeDoctorHands(places))].flat();
        return found.map(({ status, text }) => `${status}: ${text}`);
    } catch (error) {
        return [`wrong: ${(error as Error).message}`];
    }
}
