import { randomBytes } from "node:crypto";
import type { EnvironmentPlan, SitePlan } from "../../plan/environment-plan.ts";
import { type Setting, setCommand, settingKey, stackSettings } from "../../plan/settings.ts";
import { UserError } from "../../plan/user-error.ts";
import type { SecretsReport, StackSecrets } from "./report.ts";

/** A stack whose settings are looked at. */
export interface SecretsStack {
    /** Such as `kone-gist`. */
    readonly stack: string;
    /** `null` for the tower. */
    readonly site: SitePlan | null;
    /** Keys of the single values in its file, such as `k-one:kBoxKey`. */
    readonly keys: ReadonlySet<string>;
    /** Whether something may be set in it. */
    readonly chosen: boolean;
}

/** Where stacks keep their settings. */
export interface Vault {
    /** Values of a stack by key, of those keys that it has. */
    read(stack: SecretsStack, keys: readonly string[]): Promise<ReadonlyMap<string, string>>;
    /** Keeps a value encrypted, and makes the stack if it isn't there. */
    write(stack: SecretsStack, key: string, value: string): Promise<void>;
}

/** What {@link makeSecrets} is given. */
export interface SecretsRequest {
    readonly plan: EnvironmentPlan;
    /** Every stack of the environment, the tower's first. */
    readonly stacks: readonly SecretsStack[];
    readonly vault: Vault;
    /** Ends the work after the value that is being set. */
    readonly signal: AbortSignal;
    /** Told of each value that was set. */
    readonly tell: (line: string) => void;
}

/** A setting of one stack. */
interface Place {
    readonly stack: SecretsStack;
    readonly setting: Setting;
    /** As it stands in the file, such as `k-one:adminPassword`. */
    readonly key: string;
}

/** A setting that was looked up. */
interface Found extends Place {
    /** `null`: the stack has none. */
    readonly value: string | null;
}

/** A value that is to be set. */
interface Step extends Place {
    readonly value: string;
    /** Stack that has the value, or `null`: it is new. */
    readonly from: string | null;
}

/**
 * Makes the secrets that any long word does for, where they are missing, and gives stacks that need the same one the same.
 * A value that is there is never changed, and no value leaves this function but to the vault.
 * @throws UserError when stacks that need the same value have different ones; nothing was changed then.
 */
export async function makeSecrets(request: SecretsRequest): Promise<SecretsReport> {
    const { plan, stacks, vault, signal, tell } = request;
    const places = stacks.flatMap((stack) => placesOf(plan, stack));
    const found = await lookUp(places, vault);
    const planned = planSteps(found);
    const steps = stacks.flatMap((stack) => planned.filter((step) => step.stack === stack));
    for (const step of steps) {
        if (signal.aborted) throw new UserError(interrupted);
        await vault.write(step.stack, step.key, step.value);
        tell(`${step.stack.stack}: ${step.key} ${step.from === null ? "made" : `set as in ${step.from}`}`);
    }
    const chosen = stacks.filter((stack) => stack.chosen);
    return { environment: plan.environment, stacks: chosen.map((stack) => reportOn(stack, places, steps, found)) };
}

const interrupted = "Interrupted. What was set stays; run the command again, and it makes the rest.";

function placesOf(plan: EnvironmentPlan, stack: SecretsStack): Place[] {
    return stackSettings(plan, stack.site).map((setting) => ({ stack, setting, key: settingKey(setting) }));
}

/** Stacks that lack something common, and those that may have it, are read; nobody else's secrets are decrypted. */
async function lookUp(places: readonly Place[], vault: Vault): Promise<readonly Found[]> {
    const lacking = places.filter(
        ({ stack, setting, key }) => stack.chosen && isCommon(setting) && !stack.keys.has(key),
    );
    const concerned = places.filter((place) => lacking.some((other) => needSame(place, other)));
    const found: Found[] = [];
    for (const stack of new Set(concerned.map((place) => place.stack))) {
        const mine = concerned.filter((place) => place.stack === stack);
        const values = await vault.read(
            stack,
            mine.map(({ key }) => key),
        );
        found.push(...mine.map((place) => ({ ...place, value: values.get(place.key) ?? null })));
    }
    return found;
}

function isCommon({ common }: Setting): boolean {
    return common !== null;
}

function needSame(one: Place, other: Place): boolean {
    return isCommon(one.setting) && one.key === other.key && one.setting.common === other.setting.common;
}

function planSteps(found: readonly Found[]): readonly Step[] {
    const firsts = found.filter((place, index) => found.findIndex((other) => needSame(place, other)) === index);
    const groups = firsts.map((first) => found.filter((place) => needSame(place, first)));
    refuseDifferent(groups);
    return groups.flatMap(stepsOf);
}

/** Steps that give all of a group the same value: the one that a stack has, or else a new one. */
function stepsOf(group: readonly Found[]): Step[] {
    const open = group.filter(({ stack, key, value }) => stack.chosen && value === null && !stack.keys.has(key));
    const holder = group.find(({ value }) => value !== null);
    const [first] = open;
    if (first === undefined) return [];
    const value = holder?.value ?? newValue(first.setting);
    if (value === null) return [];
    const source = (holder ?? first).stack.stack;
    return open.map((place) => ({ ...place, value, from: place.stack.stack === source ? null : source }));
}

/** Letters and digits, since DevStack puts it into URLs; 192 bits of it. */
function newValue({ makeable }: Setting): string | null {
    return makeable ? randomBytes(24).toString("hex") : null;
}

function refuseDifferent(groups: readonly (readonly Found[])[]): void {
    const different = groups
        .map((group) => group.filter(({ value }) => value !== null))
        .filter((group) => new Set(group.map(({ value }) => value)).size > 1);
    if (different.length === 0) return;
    const lines = different.map((group) => {
        const stacks = group.map(({ stack }) => stack.stack).join(" and ");
        return `${group[0]?.key}: it is of ${group[0]?.setting.common}, but ${stacks} have different values.`;
    });
    throw new UserError(
        [
            "Stacks that need the same secret have different ones; nothing was changed.",
            ...lines,
            "Take the wrong one out with `pulumi config rm`, and run this again.",
        ].join("\n"),
    );
}

function reportOn(
    stack: SecretsStack,
    places: readonly Place[],
    steps: readonly Step[],
    found: readonly Found[],
): StackSecrets {
    const mine = places.filter((place) => place.stack === stack);
    const set = steps.filter((step) => step.stack === stack);
    const isSet = ({ key }: Place) => set.some((step) => step.key === key);
    const has = ({ key }: Place) =>
        stack.keys.has(key) ||
        found.some((place) => place.stack === stack && place.key === key && place.value !== null);
    const missing = mine.filter((place) => !isSet(place) && !has(place));
    return {
        stack: stack.stack,
        file: `stacks/Pulumi.${stack.stack}.yaml`,
        made: set.filter(({ from }) => from === null).map(({ key }) => key),
        copied: set.flatMap(({ key, from }) => (from === null ? [] : [{ key, from }])),
        there: mine.filter((place) => isCommon(place.setting) && has(place)).map(({ key }) => key),
        yours: missing.map(({ key, setting }) => ({
            key,
            what: setting.what,
            command: setCommand(stack.stack, setting),
        })),
    };
}
