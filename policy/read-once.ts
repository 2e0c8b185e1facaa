import sdk from "@pulumi/policy/deserialize.js";

/** How the SDK makes values of what the engine sends. */
type Read = (sent: object, keepSecrets: boolean) => object;

/**
 * Reads what is sent once, however often it is asked for; what it gives belongs to all who ask. What keeps its secrets is
 * for those who change it, and is read anew.
 */
export function readOnce(read: Read): Read {
    const known = new WeakMap<object, object>();
    return (sent, keepSecrets) => {
        if (keepSecrets) return read(sent, keepSecrets);
        const value = known.get(sent) ?? read(sent, keepSecrets);
        known.set(sent, value);
        return value;
    };
}

/**
 * Has the SDK read each resource once for all policies. It would do so once for each, which is most of a large stack's
 * time; there is no setting for it. An SDK that is built otherwise goes on without, and is only slower.
 */
export function readResourcesOnce(): void {
    const parts = sdk as { deserializeProperties?: Read };
    if (parts.deserializeProperties !== undefined) parts.deserializeProperties = readOnce(parts.deserializeProperties);
}
