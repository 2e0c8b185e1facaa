import { setTimeout as sleep } from "node:timers/promises";
import type { Shell } from "./shell.ts";
import { type Frame, parseFrame, wireCommand } from "./wire.ts";

/** What a K-Box hears while checks send. It tells what arrived, where a sender alone can only tell that nothing came back. */
export interface Ear {
    /** Frames so far that have all of these. */
    heard(wanted: Partial<Frame>): readonly Frame[];
    /** Waits for such a frame, at most so many seconds (3), and says whether one came, now or before. */
    hears(wanted: Partial<Frame>, seconds?: number): Promise<boolean>;
}

/** How long a whole run may take, in seconds. */
const lifetime = 3600;

/** Has a K-Box listen until the connection to it ends. */
export async function openEar(kBox: Shell): Promise<Ear> {
    const listening = new Listening();
    const onOutput = (text: string) => listening.add(text);
    const ended = kBox.run(wireCommand("hear"), { waits: true, seconds: lifetime, onOutput });
    const failed = ended.then(({ errors }) => {
        throw new Error(`it can't listen on the wire: ${errors.trim().split("\n").at(-1) || "it stopped"}`);
    });
    // Once it listens, its end says nothing more: all connections end with the run.
    failed.catch(() => undefined);
    await Promise.race([listening.ready, failed]);
    return listening;
}

class Listening implements Ear {
    readonly ready: Promise<void>;
    readonly #frames: Frame[] = [];
    #isReady: () => void = () => undefined;
    #rest = "";

    constructor() {
        this.ready = new Promise((resolve) => {
            this.#isReady = resolve;
        });
    }

    add(text: string): void {
        const lines = `${this.#rest}${text}`.split("\n");
        this.#rest = lines.pop() ?? "";
        for (const line of lines) {
            const frame = parseFrame(line);
            if (line === "ready") this.#isReady();
            if (frame !== null) this.#frames.push(frame);
        }
    }

    heard(wanted: Partial<Frame>): readonly Frame[] {
        const parts = Object.entries(wanted) as [keyof Frame, string | number][];
        return this.#frames.filter((frame) => parts.every(([key, value]) => frame[key] === value));
    }

    async hears(wanted: Partial<Frame>, seconds = 3): Promise<boolean> {
        const end = performance.now() + seconds * 1000;
        while (this.heard(wanted).length === 0) {
            if (performance.now() > end) return false;
            await sleep(50);
        }
        return true;
    }
}
