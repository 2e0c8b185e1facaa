import { setTimeout as sleep } from "node:timers/promises";
import type { EnvironmentPlan } from "../../plan/environment-plan.ts";
import type { Hands } from "../verify/hands.ts";
import { type GuestPair, guestPairs } from "../verify/pairs.ts";
import { findPing } from "../verify/ping.ts";
import { Answers, type Break } from "./answers.ts";

/** How long a guest was out of reach over a shared network. */
export interface GuestDowntime {
    readonly site: string;
    readonly guest: string;
    readonly network: string;
    /** Address there. */
    readonly address: string;
    /** Guest that asked it, all the time. */
    readonly askedBy: string;
    /** Seconds without an answer, all together; `null` when it couldn't be measured. */
    readonly seconds: number | null;
    /** Each time without an answer, with the step in which it began. */
    readonly breaks: readonly (Break & { readonly step: string })[];
    readonly asked: number;
    readonly answered: number;
    /** Why it couldn't be measured, or `null`. */
    readonly reason: string | null;
}

/** Which step ran when, in milliseconds since 1970. */
export interface StepTime {
    readonly title: string;
    readonly began: number;
}

interface Asked {
    readonly pair: GuestPair;
    readonly answers: Answers;
    /** Why there are none, or `null`. */
    reason: string | null;
}

/** Guests ask each other over the shared networks, twenty times a second, as long as the connections to them are open. */
export class Pings {
    readonly #asked: readonly Asked[];

    /** Starts all of them. A guest that can't be asked stops nothing: its report says why. */
    constructor(plan: EnvironmentPlan, hands: Pick<Hands, "guest">) {
        this.#asked = guestPairs(plan).map((pair) => ({ pair, answers: new Answers(), reason: null }));
        for (const asked of this.#asked) void start(asked, hands);
    }

    /** Waits until everyone who can be asked has answered once, at most so many seconds. */
    async begun(seconds: number): Promise<void> {
        const end = Date.now() + seconds * 1000;
        const waiting = () => this.#asked.some(({ answers, reason }) => reason === null && answers.last === null);
        while (waiting() && Date.now() < end) await sleep(100);
    }

    /** Waits until everyone who has ever answered does so again, at most so many seconds; gives those who don't. */
    async answered(seconds: number): Promise<readonly GuestPair[]> {
        const since = Date.now();
        const silent = () => this.#asked.filter(({ answers: { last } }) => last !== null && last <= since);
        while (silent().length > 0 && Date.now() - since < seconds * 1000) await sleep(100);
        return silent().map(({ pair }) => pair);
    }

    /** What was seen so far. */
    report(steps: readonly StepTime[]): readonly GuestDowntime[] {
        return this.#asked.map(({ pair: { from, to, network }, answers, reason }) => {
            const breaks = answers.breaks(Date.now()).map((found) => ({ ...found, step: stepAt(steps, found.began) }));
            const seconds = breaks.reduce((sum, found) => sum + found.seconds, 0);
            return {
                ...{ site: to.site, guest: to.name, network, address: to.shared, askedBy: from.name },
                seconds: answers.last === null ? null : Math.round(seconds * 1000) / 1000,
                breaks,
                ...answers.counts,
                reason: answers.last === null ? (reason ?? "it has never answered") : null,
            };
        });
    }
}

/** A day is longer than any migration; the connection's end ends it before. */
const lifetime = 86_400;

/** Command that asks until its reader is gone. Old pings let only root ask more often than five times a second. */
export function endlessPing(to: string): string {
    return [
        findPing,
        "i=0.05; $ping -c 1 -w 2 -i $i 127.0.0.1 >/dev/null 2>&1 || i=0.2",
        `echo "every $i"; exec $ping -i $i ${to}`,
    ].join("; ");
}

async function start(asked: Asked, hands: Pick<Hands, "guest">): Promise<void> {
    const { from, to } = asked.pair;
    try {
        const { shell } = await hands.guest(from.site);
        const onOutput = (text: string) => asked.answers.add(text, Date.now());
        await shell.run(endlessPing(to.shared), { waits: true, seconds: lifetime, onOutput });
        asked.reason ??= "the ping has ended by itself";
    } catch (error) {
        asked.reason ??= (error as Error).message;
    }
}

function stepAt(steps: readonly StepTime[], time: number): string {
    return steps.findLast(({ began }) => began <= time)?.title ?? "before";
}
