import { formatAddress, parsePool } from "./cidr.ts";
import type { Pool } from "./environment-plan.ts";

/** Pool that a checked text stands for, such as `10.30.0.16-10.30.0.31`. */
export function planPool(text: string): Pool {
    const { first, last } = parsePool(text) ?? { first: 0, last: 0 };
    return { start: formatAddress(first), end: formatAddress(last) };
}
