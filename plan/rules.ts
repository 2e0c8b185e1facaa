import type { Rule } from "./draft.ts";

/** Every rule that an environment is held against; their order doesn't matter. */
export const rules: readonly Rule[] = [];
