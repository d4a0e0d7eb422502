/** `true` where two types are the same, else `never`: ties a list in the rules to the database's own, at compile time. */
export type Same<A, B> = [A] extends [B] ? ([B] extends [A] ? true : never) : never
