/**
 * A function of a text that works each text out once: a stack's resources run the same scripts again and again.
 * @param answer Must depend on the text alone.
 */
export function remembered<T>(answer: (text: string) => T): (text: string) => T {
    const known = new Map<string, { readonly value: T }>();
    return (text) => {
        const found = known.get(text) ?? { value: answer(text) };
        known.set(text, found);
        return found.value;
    };
}
