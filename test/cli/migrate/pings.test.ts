import { describe, expect, test } from "vitest";
import { endlessPing, Pings } from "../../../cli/migrate/pings.ts";
import type { GuestHands } from "../../../cli/verify/hands.ts";
import { samplePlan } from "../verify/fakes.ts";

const line = (number: number) => `64 bytes from 10.30.0.36: icmp_seq=${number} ttl=64 time=1 ms\n`;

/** Guests by site with the numbers of the answers that they get at once, and then go on asking; others are down. */
function guests(answers: Readonly<Record<string, readonly number[]>>) {
    const ask = new Map<string, (...numbers: readonly number[]) => void>();
    const guest = async (site: string): Promise<GuestHands> => {
        const numbers = answers[site];
        if (numbers === undefined) throw new Error(`site ${site}: guest is down`);
        const run: GuestHands["shell"]["run"] = (_, { onOutput } = {}) => {
            ask.set(site, (...more) => onOutput?.(more.map(line).join("")));
            onOutput?.(`every 0.05\n${numbers.map(line).join("")}`);
            return new Promise(() => undefined);
        };
        return { shell: { run }, floatingIp: "192.168.101.100", loginMs: 1 };
    };
    return { hands: { guest }, ask };
}

describe("the guests' pings", () => {
    test("say of each guest how long it was silent, in which step, and who asked", async () => {
        const pings = new Pings(samplePlan(), guests({ gist: [1, 2, 7, 8], korea: [1, 2] }).hands);
        await pings.begun(5);
        const [korea, gist] = pings.report([
            { title: "gist: leave", began: 0 },
            { title: "gist: wire", began: Date.now() - 5000 },
        ]);
        const known = { guest: "korea-guest", address: "10.30.0.36", askedBy: "gist-guest", seconds: 0.25 };
        expect(korea).toMatchObject({ ...known, asked: 8, answered: 4, reason: null });
        expect(korea?.breaks).toMatchObject([{ seconds: 0.25, step: "gist: wire" }]);
        expect(gist).toMatchObject({ guest: "gist-guest", seconds: 0, breaks: [] });
    });

    test("a guest that nobody can log in to isn't waited for, and its report says why", async () => {
        const pings = new Pings(samplePlan(), guests({ korea: [1, 2] }).hands);
        await pings.begun(5);
        expect(pings.report([])[0]).toMatchObject({ seconds: null, reason: "site gist: guest is down" });
    });

    test("who has answered and doesn't any more is named, and nobody who does", async () => {
        const { hands, ask } = guests({ gist: [1], korea: [1] });
        const pings = new Pings(samplePlan(), hands);
        await pings.begun(5);
        const later = setTimeout(() => ask.get("korea")?.(2, 3), 50);
        const silent = await pings.answered(0.5);
        clearTimeout(later);
        expect(silent.map(({ to }) => to.name)).toEqual(["korea-guest"]);
    });

    test("who has never answered isn't waited for after a step", async () => {
        const pings = new Pings(samplePlan(), guests({ gist: [], korea: [] }).hands);
        await pings.begun(0.1);
        expect(await pings.answered(5)).toEqual([]);
        expect(pings.report([])[0]).toMatchObject({ seconds: null, reason: "it has never answered" });
    });

    test("ask twenty times a second, or as often as the guest's ping allows", () => {
        expect(endlessPing("10.30.0.36")).toContain("i=0.05; $ping -c 1 -w 2 -i $i 127.0.0.1 >/dev/null 2>&1 || i=0.2");
        expect(endlessPing("10.30.0.36")).toMatch(/exec \$ping -i \$i 10\.30\.0\.36$/);
    });
});
