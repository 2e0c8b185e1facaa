/** A time without an answer. */
export interface Break {
    /** When it began, in milliseconds since 1970. */
    readonly began: number;
    readonly seconds: number;
}

/** Shorter pauses are no break: a guest has other things to do, too. */
const shortest = 0.15;

/** Silence that isn't over counts from here on, in seconds: what a ping prints comes in portions. */
const silence = 5;

/** Numbers of a ping's packets have sixteen bits. */
const turn = 65_536;

/** What a ping that goes on and on has printed: numbers of answers. Missing numbers tell a break, whatever delays the reader. */
export class Answers {
    #rest = "";
    /** Seconds between two packets, as the ping was told. */
    #interval = 0.2;
    #turns = 0;
    readonly #seen: { readonly number: number; readonly at: number }[] = [];

    /** Takes what was printed, and when it came, in milliseconds since 1970. */
    add(text: string, at: number): void {
        const lines = `${this.#rest}${text}`.split("\n");
        this.#rest = lines.pop() ?? "";
        for (const line of lines) {
            this.#interval = Number(/^every ([\d.]+)$/.exec(line)?.[1] ?? this.#interval);
            const number = /bytes from .*seq=(\d+) /.exec(line)?.[1];
            if (number !== undefined) this.#note(Number(number), at);
        }
    }

    /** When the last answer came, or `null` before the first. */
    get last(): number | null {
        return this.#seen.at(-1)?.at ?? null;
    }

    /** Questions up to the last answer, and answers. */
    get counts(): { readonly asked: number; readonly answered: number } {
        const first = this.#seen[0]?.number ?? 0;
        const last = this.#seen.at(-1)?.number ?? -1;
        return { asked: last - first + 1, answered: this.#seen.length };
    }

    /** Breaks in their order; one that isn't over lasts until now. */
    breaks(now: number): readonly Break[] {
        const pace = this.#pace();
        const found = this.#seen.slice(1).flatMap(({ number, at }, index) => {
            const before = this.#seen[index]?.number ?? number;
            const seconds = round((number - before) * pace);
            return number - before > 1 && seconds >= shortest ? [{ began: at - seconds * 1000, seconds }] : [];
        });
        const open = this.last === null ? 0 : round((now - this.last) / 1000);
        return open > silence ? [...found, { began: this.last ?? now, seconds: open }] : found;
    }

    #note(printed: number, at: number): void {
        const before = this.#seen.at(-1)?.number ?? 0;
        if (printed + this.#turns * turn < before - turn / 2) this.#turns += 1;
        const number = printed + this.#turns * turn;
        // A late or repeated answer says nothing of a break.
        if (number > before || this.#seen.length === 0) this.#seen.push({ number, at });
    }

    /** Seconds between two packets as it really was: a busy guest sends fewer. */
    #pace(): number {
        const [first, last] = [this.#seen[0], this.#seen.at(-1)];
        if (first === undefined || last === undefined || last.number - first.number < 100) return this.#interval;
        return Math.max(this.#interval, (last.at - first.at) / 1000 / (last.number - first.number));
    }
}

function round(seconds: number): number {
    return Math.round(seconds * 1000) / 1000;
}
