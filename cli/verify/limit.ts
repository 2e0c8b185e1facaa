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
