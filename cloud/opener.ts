import { describeLab, isLab, projectFolder } from "../lab/names.ts";
import { type Cloud, type CloudOptions, openCloud } from "./cloud.ts";

/** Where an environment's `clouds.yaml` is: a lab's own, or the user's, of whose folders the project's comes first. */
export function cloudOptions(environment: string): Required<Pick<CloudOptions, "env" | "folder">> {
    const own = isLab(environment) ? { OS_CLIENT_CONFIG_FILE: describeLab(environment).clouds } : {};
    return { env: { ...process.env, ...own }, folder: projectFolder };
}

/**
 * Opens entries of an environment's `clouds.yaml`.
 * @param timeout Milliseconds for each call.
 */
export function cloudOpener(environment: string, timeout: number): (entry: string) => Promise<Cloud> {
    return (entry) => openCloud(entry, { ...cloudOptions(environment), timeout });
}
