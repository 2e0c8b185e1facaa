import { UserError } from "../../plan/user-error.ts";
import type { Job } from "./forge.ts";
import { gitHub } from "./github.ts";
import { gitLab } from "./gitlab.ts";

/**
 * What the environment's variables of a CI job say. The token stands in them alone: a command line is seen by all processes.
 * @throws UserError that names every missing variable.
 */
export function jobOf(env: NodeJS.ProcessEnv): Job {
    if (env.GITHUB_REPOSITORY !== undefined) return gitHub(env);
    if (env.CI_PROJECT_ID !== undefined) return gitLab(env);
    throw new UserError(
        "Neither GITHUB_REPOSITORY nor CI_PROJECT_ID is set, so it isn't known where to write. " +
            "In GitHub Actions and in GitLab CI they are; elsewhere set GITHUB_REPOSITORY=<owner>/<name> and GITHUB_TOKEN.",
    );
}
