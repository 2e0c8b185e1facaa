/** What a command's exit code says. Nothing else is ever returned, but by a command that runs another one in its place. */
export const exitCodes = { done: 0, error: 1, changes: 2 } as const;

/** One of {@link exitCodes}. */
export type ExitCode = (typeof exitCodes)[keyof typeof exitCodes];

/** What stands below `k-one --help`. */
export const exitCodesHelp = `
Exit codes:
  ${exitCodes.done}  the same, or done
  ${exitCodes.error}  an error: of the command line, of the files, or of a site, which is named
  ${exitCodes.changes}  changes or drift, where a command was asked to look for them
  ssh, lab ssh and lab shell hand through the exit code of what they run.

--json prints the outcome for programs on standard output; docs/json.md has its fields.
NO_COLOR and a standard output that is no terminal make plain text.`;
