/**
 * Where the product knowingly differs from real Ibis, by test, with the reason. An entry whose
 * difference has gone fails the suite, so that the list never outlives the facts.
 */
export const KNOWN_DIFFERENCES: Readonly<Record<string, string>> = {};
