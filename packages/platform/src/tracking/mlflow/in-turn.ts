/** Lets work on one thing go on one after the other, and work on others beside it. */
export type InTurn = <T>(of: string, work: () => Promise<T>) => Promise<T>;

/** Turns that nobody has taken yet. What failed holds up nobody. */
export function createTurns(): InTurn {
  const lastOf = new Map<string, Promise<unknown>>();
  return (of, work) => {
    const mine = (lastOf.get(of) ?? Promise.resolve()).then(work);
    const settled = mine.then(
      () => undefined,
      () => undefined,
    );
    lastOf.set(of, settled);
    void settled.then(() => {
      if (lastOf.get(of) === settled) lastOf.delete(of);
    });
    return mine;
  };
}
