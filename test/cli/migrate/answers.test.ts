import { describe, expect, test } from "vitest";
import { Answers } from "../../../cli/migrate/answers.ts";

/** A ping of twenty a second from 0 s on, in which these numbers were answered. */
function pinged(...numbers: readonly number[]): Answers {
    const answers = new Answers();
    answers.add("every 0.05\nPING 10.30.0.36 (10.30.0.36) 56(84) bytes of data.\n", 0);
    for (const number of numbers) {
        answers.add(`64 bytes from 10.30.0.36: icmp_seq=${number % 65_536} ttl=64 time=1 ms\n`, number * 50);
    }
    return answers;
}

const until = (last: number) => Array.from({ length: last }, (_, index) => index + 1);

describe("a ping that goes on and on", () => {
    test("without a missing number has no break", () => {
        const answers = pinged(...until(20));
        expect(answers.breaks(1000)).toEqual([]);
        expect(answers.counts).toEqual({ asked: 20, answered: 20 });
        expect(answers.last).toBe(1000);
    });

    test("has a break where numbers are missing, as long as they would have taken", () => {
        const answers = pinged(1, 2, 3, 8, 9);
        expect(answers.breaks(450)).toEqual([{ began: 150, seconds: 0.25 }]);
        expect(answers.counts).toEqual({ asked: 9, answered: 5 });
    });

    test("is measured by its numbers, whatever delays the reader", () => {
        const answers = new Answers();
        const line = (number: number) => `64 bytes from 10.30.0.36: seq=${number} ttl=64 time=1 ms\n`;
        answers.add(`every 0.05\n${line(1)}${line(2).slice(0, 20)}`, 0);
        answers.add(`${line(2).slice(20)}${line(12)}`, 3000);
        expect(answers.breaks(3000)).toEqual([{ began: 2500, seconds: 0.5 }]);
    });

    test("has one that isn't over while nothing comes any more", () => {
        expect(pinged(1, 2).breaks(2000)).toEqual([]);
        expect(pinged(1, 2).breaks(10_100)).toEqual([{ began: 100, seconds: 10 }]);
    });

    test("says nothing before the first answer", () => {
        const answers = new Answers();
        answers.add("every 0.05\nFrom 10.30.0.20 icmp_seq=1 Destination Host Unreachable\n", 0);
        expect(answers.last).toBeNull();
        expect(answers.breaks(60_000)).toEqual([]);
        expect(answers.counts).toEqual({ asked: 0, answered: 0 });
    });

    test("goes on after its numbers' sixteen bits", () => {
        expect(pinged(65_534, 65_535, 65_536, 65_537).breaks(65_537 * 50)).toEqual([]);
        expect(pinged(65_534, 65_535, 65_546).breaks(65_546 * 50)).toEqual([{ began: 65_535 * 50, seconds: 0.55 }]);
    });
});
