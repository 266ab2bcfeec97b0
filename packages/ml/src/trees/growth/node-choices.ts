import type { Random } from '../../math/index.ts';
import type { BinTable } from '../binning/bin-table.ts';
import type { GrowthOptions } from './growth-options.ts';

/** What a node may ask, beyond what its tree may. */
export interface NodeChoice {
  readonly allowed?: Uint8Array;
  readonly onlyCuts?: Int32Array;
}

/**
 * Draws for each node its columns and cuts, and heeds the interaction constraints of its path.
 *
 * @returns A function of the columns of the matrix that stand on the node's path.
 */
export function nodeChoices(
  table: BinTable,
  { columnsPerNode, drawsCuts, interactions }: GrowthOptions,
  { random, columns }: { readonly random: Random; readonly columns: Uint8Array },
): (path: readonly number[]) => NodeChoice {
  // A category of many levels is one candidate, with all of its columns of the table.
  const candidates = [
    ...new Set(table.columns.filter((_, c) => columns[c] === 1).map(({ origin }) => origin)),
  ];
  const nDrawn = Math.max(1, Math.round(columnsPerNode * candidates.length));
  return (path) => {
    let allowed: Uint8Array | undefined;
    if (nDrawn < candidates.length) {
      const drawn = new Set(drawSome(candidates, nDrawn, random));
      allowed = Uint8Array.from(table.columns, ({ origin }) => (drawn.has(origin) ? 1 : 0));
    }
    if (interactions) allowed = heed(allowed, interactions, path, table);
    const onlyCuts = drawsCuts
      ? Int32Array.from(table.columns, ({ bins }) =>
          bins.kind === 'number' ? random.below(Math.max(1, bins.nBins - 1)) : -1,
        )
      : undefined;
    return { ...(allowed && { allowed }), ...(onlyCuts && { onlyCuts }) };
  };
}

/** The first `n` of a random order. @source Fisher & Yates (1938), Durstenfeld's form, cut short. */
function drawSome(candidates: readonly number[], n: number, random: Random): number[] {
  const order = [...candidates];
  for (let i = 0; i < n; i++) {
    const j = i + random.below(order.length - i);
    [order[i], order[j]] = [order[j], order[i]];
  }
  return order.slice(0, n);
}

/** Leaves the columns of the sets that hold all of the path; a column in no set stands alone. */
function heed(
  allowed: Uint8Array | undefined,
  interactions: readonly (readonly number[])[],
  path: readonly number[],
  { columns }: BinTable,
): Uint8Array {
  const sets = interactions.filter((set) => path.every((column) => set.includes(column)));
  const partners = new Set(
    path.length === 0 ? columns.map(({ origin }) => origin) : [...sets.flat(), ...path],
  );
  return Uint8Array.from(columns, ({ origin }, c) =>
    partners.has(origin) && (allowed === undefined || allowed[c] === 1) ? 1 : 0,
  );
}
