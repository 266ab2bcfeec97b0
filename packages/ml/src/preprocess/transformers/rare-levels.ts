import { columnLength } from '../../table/index.ts';
import { countLevels } from '../count-levels.ts';
import { isRecord, isTextList } from '../state-shape.ts';
import type { Transformer } from '../transformer.ts';

/** The level that rare and unseen levels are folded into. */
export const OTHER_LEVEL = '(other)';

const params = {
  minShare: {
    kind: 'number',
    default: 0.005,
    range: [0, 1],
    unit: 'share of rows',
    doc: 'A level below this share of the training rows is folded into `(other)`.',
  },
} as const;

/** What `rare-levels` learns. */
export interface RareLevelsState {
  /** Levels that stay, most frequent first. */
  readonly kept: readonly string[];
}

/**
 * Folds levels that are rare in training, or absent from it, into the level `(other)`.
 *
 * A missing value stays missing.
 *
 * @source Micci-Barreca (2001), "A Preprocessing Scheme for High-Cardinality Categorical Attributes".
 */
export const rareLevels: Transformer<typeof params, RareLevelsState> = {
  name: 'rare-levels',
  params,
  accepts: ['category', 'boolean'],
  source: 'Micci-Barreca (2001), "A Preprocessing Scheme for High-Cardinality Attributes".',
  fit(column, { minShare }) {
    const least = minShare * columnLength(column);
    const kept = countLevels(column).filter(({ count }) => count >= least);
    return { kept: kept.map(({ level }) => level) };
  },
  outputs: (_, { name }) => [{ name, kind: 'category' }],
  isState: (value): value is RareLevelsState => isRecord(value) && isTextList(value.kept),
  compile({ kept }) {
    const stays = new Set(kept);
    return ({ texts }, from, to) => {
      const level = texts[from];
      texts[to] = level === null || stays.has(level) ? level : OTHER_LEVEL;
    };
  },
};
