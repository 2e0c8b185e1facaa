/** Runs what it is given, at most so many at a time, first come first served. */
export type Limit = <T>(work: () => Promise<T>) => Promise<T>;

/** Makes a {@link Limit} that lets `most` run at a time. */
export function limit(most: number): Limit {
    const waiting: (() => void)[] = [];
    let running = 0;
    return async (work) => {
        if (running >= most) {
            await new Promise<void>((go) => waiting.push(go));
        } else {
            running += 1;
        }
        try {
            return await work();
        } finally {
            const next = waiting.shift();
            // The place passes straight to the next one, so that nobody can slip in between.
            if (next) next();
            else running -= 1;
        }
    };
}

/** Makes {@link Limit}s that let one of each name run at a time; what has no name doesn't wait. */
export function turns(): (name: string | undefined) => Limit {
    const known = new Map<string, Limit>();
    return (name) => {
        if (name === undefined) return (work) => work();
        const turn = known.get(name) ?? limit(1);
        known.set(name, turn);
        return turn;
    };
}
