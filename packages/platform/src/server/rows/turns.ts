/** Does work when it is its turn. */
export type InTurn = <T>(work: () => Promise<T>) => Promise<T>;

/** Lets so many works go on at once; the others wait in the order in which they came. */
export function createTurns(nAtOnce: number): InTurn {
  let nRunning = 0;
  const waiting: (() => void)[] = [];
  return async (work) => {
    if (nRunning < nAtOnce) nRunning++;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await work();
    } finally {
      const next = waiting.shift();
      if (next === undefined) nRunning--;
      else next();
    }
  };
}
