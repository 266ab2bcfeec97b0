/** How many candidates a round has, and how much each of them gets. */
export interface Round {
  readonly nCandidates: number;
  readonly resource: number;
}

/**
 * The brackets of Hyperband: from many candidates that begin with little to few that get all at once, each about as dear as any
 * other.
 *
 * @param resource Most that a candidate gets, in units of the least; at least 1.
 * @param eta One of so many goes on to the next round.
 * @source Li, Jamieson, DeSalvo, Rostamizadeh & Talwalkar (2018), "Hyperband", JMLR 18, algorithm 1.
 */
export function brackets(resource: number, eta: number): Round[][] {
  let most = 0;
  while (eta ** (most + 1) <= resource) most++;
  return Array.from({ length: most + 1 }, (_, i) => {
    const s = most - i;
    const first = Math.ceil(((most + 1) * eta ** s) / (s + 1));
    return Array.from({ length: s + 1 }, (_, round) => ({
      nCandidates: Math.floor(first / eta ** round),
      resource: resource / eta ** (s - round),
    }));
  });
}
