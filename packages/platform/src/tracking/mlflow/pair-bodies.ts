/** Pairs as the protocol tells them. */
export function pairBodies(pairs: Readonly<Record<string, string>>): readonly object[] {
  return Object.entries(pairs).map(([key, value]) => ({ key, value }));
}

/** A field with a list, or nothing: the protocol leaves out what is empty. */
export function listField(name: string, list: readonly object[]): object {
  return list.length === 0 ? {} : { [name]: list };
}
