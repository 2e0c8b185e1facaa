/** A type with every field readonly, as hand-written interfaces have it. */
export type ReadonlyDeep<T> = T extends readonly (infer Element)[]
    ? readonly ReadonlyDeep<Element>[]
    : T extends object
      ? { readonly [Key in keyof T]: ReadonlyDeep<T[Key]> }
      : T;
