import type { Outcome } from "./check.ts";
import { lacksDontFragment, largestScript, type Ping, parseLargest, parsePing, pingScript } from "./ping.ts";
import { type Shell, textOf } from "./shell.ts";

/** Tries a packet of exactly `mtu` bytes with DF; when it gets lost, finds the largest one that doesn't. */
export async function fullSize(shell: Shell, ping: Ping, mtu: number): Promise<Outcome> {
    const text = await textOf(shell, pingScript({ ...ping, size: mtu }));
    const pong = parsePing(text);
    if (pong.answered) return { ok: true, ms: pong.ms ?? 0, reason: `${mtu} bytes` };
    if (lacksDontFragment(text)) return { ok: false, reason: pong.reason };
    const largest = parseLargest(await textOf(shell, largestScript(ping, mtu), { seconds: 40 }));
    return { ok: false, reason: `a packet of ${mtu} bytes with DF gets no answer, ${largestWords(largest)}` };
}

/**
 * Tries a packet of one byte more than `mtu` with DF, which must get no answer. That says something only
 * where a packet of `mtu` bytes does get one, so it is tried as well.
 */
export async function oneByteTooBig(shell: Shell, ping: Ping, mtu: number): Promise<Outcome> {
    const script = `${pingScript({ ...ping, size: mtu })}; echo ---too-big---; ${pingScript({ ...ping, size: mtu + 1 }, 1)}`;
    const text = await textOf(shell, script);
    const [fits = "", tooBig = ""] = text.split("---too-big---");
    if (!parsePing(fits).answered) return { ok: false, reason: `can't be told: ${mtu} bytes get no answer either` };
    const answered = parsePing(tooBig).answered;
    return answered
        ? { ok: false, reason: `a packet of ${mtu + 1} bytes with DF is answered, so the MTU isn't the planned ${mtu}` }
        : { ok: true, ms: 0, reason: `${mtu + 1} bytes` };
}

function largestWords(largest: number | null): string {
    if (largest === null) return "and no size could be found that does";
    return largest === 0 ? "nor does any smaller one" : `the largest that does has ${largest} bytes`;
}
