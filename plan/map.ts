/** A value of YAML with keys, such as `{ a: 1 }`. */
export type YamlMap = Readonly<Record<string, unknown>>;

/** Whether a value of YAML has keys. */
export function isMap(value: unknown): value is YamlMap {
    return typeof value === "object" && value !== null && !Array.isArray(value);
}
