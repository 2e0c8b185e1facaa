import type { EnvironmentPlan, SitePlan } from "../environment-plan.ts";

/** Names that belong to one site alone. */
export interface SiteNames {
    readonly region: string;
    readonly availabilityZone: string;
    readonly external: string;
    readonly router: string;
    readonly tenant: string;
}

/** A name made of a stem and a number: `RegionTwo`, `az2`, `R2`. */
interface Numbered {
    readonly stem: string;
    readonly number: number;
    readonly inWords: boolean;
}

const words = [
    ..."One Two Three Four Five Six Seven Eight Nine Ten".split(" "),
    ..."Eleven Twelve Thirteen Fourteen Fifteen Sixteen Seventeen Eighteen Nineteen Twenty".split(" "),
];

/** What the names of a first site look like. */
const first: SiteNames = {
    region: "RegionOne",
    availabilityZone: "az1",
    external: "ext-net1",
    router: "R1",
    tenant: "net1",
};

const kinds = ["region", "availabilityZone", "external", "router", "tenant"] as const;

const nameOf: Readonly<Record<keyof SiteNames, (site: SitePlan) => string>> = {
    region: ({ region }) => region,
    availabilityZone: ({ availabilityZone }) => availabilityZone,
    external: ({ external }) => external.network,
    router: ({ router }) => router,
    tenant: ({ tenant }) => tenant.network,
};

/**
 * Names of the next site, all with one number: the smallest that leaves every one of them unused. Letter case tells no
 * two names apart, as in Keystone's database.
 */
export function freeNames({ sites, tower }: EnvironmentPlan): SiteNames {
    const stems = kinds.map((kind) => usualStem(sites.map(nameOf[kind]), first[kind]));
    const used = kinds.map((kind) => new Set(sites.map((site) => nameOf[kind](site).toLowerCase())));
    const named = (number: number) => stems.map((stem) => spell({ ...stem, number }));
    let number = 1;
    while (named(number).some((name, kind) => used[kind]?.has(name.toLowerCase()))) number++;
    const [region = "", availabilityZone = "", external = "", router = "", tenant = ""] = named(number);
    const shared = tower.sharedNetworks.map(({ name }) => name);
    const outer = apart(external, shared);
    return { region, availabilityZone, external: outer, router, tenant: apart(tenant, [...shared, outer]) };
}

/** A network's name is unique at its site: a third `net3` beside the shared one becomes `net-3`. */
function apart(name: string, others: readonly string[]): string {
    return others.includes(name) ? apart(name.replace(/(\d*)$/, "-$1"), others) : name;
}

/** Stem that most names have; the first name's when none has a number. */
function usualStem(names: readonly string[], first: string): Omit<Numbered, "number"> {
    const stems = names.flatMap((name) => parse(name) ?? []);
    const votes = stems.map((one) => stems.filter((other) => alike(one, other)).length);
    const most = stems[votes.indexOf(Math.max(...votes))] ?? parse(first);
    return { stem: most?.stem ?? first, inWords: most?.inWords ?? false };
}

function alike(one: Numbered, other: Numbered): boolean {
    return one.stem === other.stem && one.inWords === other.inWords;
}

function parse(name: string): Numbered | null {
    const digits = /^(.*?)(\d{1,6})$/.exec(name);
    if (digits !== null) return { stem: digits[1] ?? "", number: Number(digits[2]), inWords: false };
    const word = words.find((candidate) => name.endsWith(candidate));
    if (word === undefined) return null;
    return { stem: name.slice(0, -word.length), number: words.indexOf(word) + 1, inWords: true };
}

function spell({ stem, number, inWords }: Numbered): string {
    return `${stem}${(inWords ? words[number - 1] : undefined) ?? number}`;
}
