import { EventEmitter } from "node:events";
import { expect, test } from "vitest";
import { onInterrupt } from "../../cli/interrupt.ts";

test.each(["SIGINT", "SIGTERM", "SIGHUP"])("%s asks once to end, however often it comes", (signal) => {
    const source = new EventEmitter();
    const told: string[] = [];
    const interrupt = onInterrupt((line) => told.push(line), source);
    expect(interrupt.signal.aborted).toBe(false);
    source.emit(signal);
    source.emit(signal);
    expect(interrupt.signal.aborted).toBe(true);
    expect(told).toEqual([expect.stringContaining("Interrupted")]);
});

test("gives the signals back", () => {
    const source = new EventEmitter();
    onInterrupt(() => undefined, source).release();
    expect(source.eventNames()).toEqual([]);
});
