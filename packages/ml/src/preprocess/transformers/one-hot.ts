import { columnLength } from '../../table/index.ts';
import { countLevels, type LevelCount } from '../count-levels.ts';
import { isRecord, isTextList } from '../state-shape.ts';
import type { Transformer } from '../transformer.ts';
import { OTHER_LEVEL } from './rare-levels.ts';

const params = {
  minCount: {
    kind: 'number',
    default: 5,
    range: [1, Number.MAX_SAFE_INTEGER],
    integer: true,
    unit: 'rows',
    doc: 'A level of fewer training rows shares the column `(other)`; the two most frequent never do.',
  },
  maxLevels: {
    kind: 'number',
    default: 64,
    range: [2, 10_000],
    integer: true,
    doc: 'Levels that get a column of their own, the most frequent ones.',
  },
} as const;

/** What `one-hot` learns. */
export interface OneHotState {
  /** Level of each output column, most frequent first; `(other)`, where there is one, comes last. */
  readonly columns: readonly string[];
  /** With a single column, the level at which it is 0; otherwise null. */
  readonly zero: string | null;
  /** Value of the single column for a level that is neither: the share of training rows at 1. 0 with several columns. */
  readonly unseen: number;
}

/**
 * One 0/1 column `<name>=<level>` per frequent level, and `<name>=(other)` for rare and unseen ones.
 *
 * The two most frequent levels always count as frequent. Without rare levels in training there is no `(other)`, and an unseen level is zero everywhere. Two
 * levels need one column, that of the less frequent; there an unseen level or a missing value counts as
 * the share of that level in training. One level gives the column `(other)`, 0 in training.
 *
 * @source Suits (1957), "Use of Dummy Variables in Regression Equations", JASA 52, 548-551.
 */
export const oneHot: Transformer<typeof params, OneHotState> = {
  name: 'one-hot',
  params,
  accepts: ['category', 'boolean'],
  source: 'Suits (1957), "Use of Dummy Variables in Regression Equations", JASA 52.',
  fit(column, { minCount, maxLevels }) {
    const counts = foldRare(countLevels(column), minCount, maxLevels);
    const levels = counts.map(({ level }) => level);
    if (counts.length > 2) return { columns: levels, zero: null, unseen: 0 };
    if (counts.length < 2) return { columns: [OTHER_LEVEL], zero: levels[0] ?? null, unseen: 1 };
    const [zero, one] = counts;
    return { columns: [one.level], zero: zero.level, unseen: one.count / columnLength(column) };
  },
  outputs: ({ columns }, { name }) =>
    columns.map((level) => ({ name: `${name}=${level}`, kind: 'number' })),
  isState: (value): value is OneHotState =>
    isRecord(value) &&
    isTextList(value.columns) &&
    value.columns.length > 0 &&
    (value.zero === null || typeof value.zero === 'string') &&
    Number.isFinite(value.unseen),
  compile: (state) => (state.columns.length === 1 ? compileOne(state) : compileMany(state)),
};

function foldRare(
  counts: readonly LevelCount[],
  minCount: number,
  maxLevels: number,
): LevelCount[] {
  const isKept = ({ level, count }: LevelCount, rank: number): boolean =>
    level !== OTHER_LEVEL && rank < maxLevels && (count >= minCount || rank < 2);
  const folded = counts.filter((level, rank) => !isKept(level, rank));
  const kept = counts.filter(isKept);
  if (folded.length === 0) return kept;
  const count = folded.reduce((sum, level) => sum + level.count, 0);
  return [...kept, { level: OTHER_LEVEL, count }];
}

function compileOne({
  columns: [one],
  zero,
  unseen,
}: OneHotState): ReturnType<typeof oneHot.compile> {
  const otherwise = one === OTHER_LEVEL ? 1 : unseen;
  return ({ numbers, texts }, from, to) => {
    const level = texts[from];
    numbers[to] = level === zero ? 0 : level === one ? 1 : level === null ? unseen : otherwise;
  };
}

function compileMany({ columns }: OneHotState): ReturnType<typeof oneHot.compile> {
  const n = columns.length;
  const positions = new Map(columns.map((level, j) => [level, j]));
  const other = positions.get(OTHER_LEVEL);
  return ({ numbers, texts }, from, to) => {
    for (let j = 0; j < n; j++) numbers[to + j] = 0;
    const level = texts[from];
    if (level === null) return;
    const hot = positions.get(level) ?? other;
    if (hot !== undefined) numbers[to + hot] = 1;
  };
}
