import { describeLab, isLab } from "../../lab/names.ts";
import { type Cloud, openCloud } from "../cloud.ts";

/**
 * Opens entries of an environment's `clouds.yaml`: a lab's own, or the user's.
 * @param timeout Milliseconds for each call.
 */
export function cloudOpener(environment: string, timeout: number): (entry: string) => Promise<Cloud> {
    const own = isLab(environment) ? { OS_CLIENT_CONFIG_FILE: describeLab(environment).clouds } : {};
    return (entry) => openCloud(entry, { env: { ...process.env, ...own }, timeout });
}
