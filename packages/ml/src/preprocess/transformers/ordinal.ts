import { countLevels } from '../count-levels.ts';
import { isRecord, isTextList } from '../state-shape.ts';
import type { Transformer } from '../transformer.ts';

const params = {
  maxLevels: {
    kind: 'number',
    default: 1000,
    range: [1, 100_000],
    integer: true,
    doc: 'Levels that get a code of their own, the most frequent ones; the others count as unseen.',
  },
} as const;

/** What `ordinal` learns. */
export interface OrdinalState {
  /** Levels in the order of their codes, most frequent first. */
  readonly levels: readonly string[];
}

/**
 * Codes levels by frequency: 0 is the most frequent one, k - 1 the rarest of k.
 *
 * An unseen level is k, a missing value -1. Trees split such codes well, since levels of like frequency
 * are neighbors.
 *
 * @source Micci-Barreca (2001), "A Preprocessing Scheme for High-Cardinality Categorical Attributes".
 */
export const ordinal: Transformer<typeof params, OrdinalState> = {
  name: 'ordinal',
  params,
  accepts: ['category', 'boolean'],
  source: 'Micci-Barreca (2001), "A Preprocessing Scheme for High-Cardinality Attributes".',
  fit: (column, { maxLevels }) => ({
    levels: countLevels(column)
      .slice(0, maxLevels)
      .map(({ level }) => level),
  }),
  outputs: ({ levels }, { name }) => [{ name, kind: 'number', nLevels: levels.length }],
  isState: (value): value is OrdinalState => isRecord(value) && isTextList(value.levels),
  compile({ levels }) {
    const codes = new Map(levels.map((level, code) => [level, code]));
    return ({ numbers, texts }, from, to) => {
      const level = texts[from];
      numbers[to] = level === null ? -1 : (codes.get(level) ?? levels.length);
    };
  },
};
