import { invariant } from '@kaizenml/contracts';
import type { Target } from '../../models/index.ts';
import { type CodedColumn, type Column, columnLength } from '../../table/index.ts';
import { coded, countLevels } from '../count-levels.ts';
import { isRecord, isTextList } from '../state-shape.ts';
import type { OutputColumn, Transformer } from '../transformer.ts';
import { type CrossFitted, crossFitMeans, outcomesOf } from './level-means/index.ts';

const params = {
  fewestLevels: {
    kind: 'number',
    default: 3,
    range: [1, Number.MAX_SAFE_INTEGER],
    integer: true,
    doc: 'A category of fewer levels stays as it is: its codes or its 0/1 columns say as much.',
  },
  maxLevels: {
    kind: 'number',
    default: 10_000,
    range: [1, 1_000_000],
    integer: true,
    doc: 'Levels that are encoded, the most frequent ones; the others count as unseen.',
  },
  keepsLevels: {
    kind: 'flag',
    default: true,
    doc: 'Whether the category stays beside its encoding, for the steps that follow.',
  },
} as const;

/** What `target-encoding` learns. */
export interface TargetEncodingState {
  readonly keepsLevels: boolean;
  /** Levels that are encoded, most frequent first. */
  readonly levels: readonly string[];
  /** What tells the outputs apart, one entry per output: see `outcomesOf`. */
  readonly suffixes: readonly string[];
  /** levels x outputs. */
  readonly means: Float64Array;
  /** Of a missing value and of an unseen level, per output. */
  readonly missing: Float64Array;
  readonly unseen: Float64Array;
}

/**
 * A number for a category: the mean of the target in the training rows of the same level, drawn towards the mean of all
 * rows, the more so the fewer rows the level has and the less levels tell. One column per class of several.
 *
 * An unseen level gets the mean of all rows; a missing value is a level of its own. A training row gets what the rows of
 * four other fifths say of its level: with its own target in the mean, a model would read the answer off.
 *
 * @throws INTERNAL without a target.
 * @source Micci-Barreca (2001), "A Preprocessing Scheme for High-Cardinality Categorical Attributes"; Pargent et al. (2022),
 * "Regularized target encoding outperforms traditional methods", Computational Statistics 37, 2671-2692.
 */
export const targetEncoding: Transformer<typeof params, TargetEncodingState> = {
  name: 'target-encoding',
  params,
  accepts: ['category'],
  source: 'Micci-Barreca (2001), "A Preprocessing Scheme for High-Cardinality Attributes".',
  fit: (column, values, target) => learn(column, values, target).state,
  crossFit(column, values, target) {
    const { state, fitted } = learn(column, values, target);
    const encoded = fitted.map(({ rows }, k): Column => {
      return { name: outputName(column.name, state.suffixes[k]), kind: 'number', values: rows };
    });
    return { state, columns: state.keepsLevels ? [column, ...encoded] : encoded };
  },
  outputs: ({ keepsLevels, suffixes }, input) => [
    ...(keepsLevels ? [{ name: input.name, kind: input.kind }] : []),
    ...suffixes.map((suffix): OutputColumn => {
      return { name: outputName(input.name, suffix), kind: 'number' };
    }),
  ],
  isState: (value): value is TargetEncodingState =>
    isRecord(value) &&
    typeof value.keepsLevels === 'boolean' &&
    isTextList(value.levels) &&
    isTextList(value.suffixes) &&
    value.suffixes.length + Number(value.keepsLevels) > 0 &&
    isNumbers(value.means, value.levels.length * value.suffixes.length) &&
    isNumbers(value.missing, value.suffixes.length) &&
    isNumbers(value.unseen, value.suffixes.length),
  compile({ keepsLevels, levels, suffixes, means, missing, unseen }) {
    const n = suffixes.length;
    const places = new Map(levels.map((level, at) => [level, at * n]));
    return ({ numbers, texts }, from, to) => {
      const level = texts[from];
      let slot = to;
      if (keepsLevels) texts[slot++] = level;
      const place = level === null ? undefined : places.get(level);
      const row = level === null ? missing : place === undefined ? unseen : means;
      for (let k = 0; k < n; k++) numbers[slot++] = row[(place ?? 0) + k];
    };
  },
};

interface Learned {
  readonly state: TargetEncodingState;
  /** One entry per output. */
  readonly fitted: readonly CrossFitted[];
}

interface Values {
  readonly fewestLevels: number;
  readonly maxLevels: number;
  readonly keepsLevels: boolean;
}

function learn(column: Column, values: Values, target: Target | undefined): Learned {
  invariant(target !== undefined, `the encoding of "${column.name}" learns from a target`);
  const { fewestLevels, maxLevels, keepsLevels } = values;
  const counted = countLevels(column);
  const isKept = keepsLevels && counted.length < fewestLevels;
  const outcomes = isKept ? [] : outcomesOf(target);
  const levels = isKept ? [] : counted.slice(0, maxLevels).map(({ level }) => level);
  const rows = placesOf(coded(column), levels);
  const nLevels = levels.length + 2;
  const fitted = outcomes.map((outcome) => crossFitMeans(rows, outcome.values, { nLevels }));
  const means = new Float64Array(levels.length * fitted.length);
  fitted.forEach((each, k) => {
    for (let at = 0; at < levels.length; at++) means[at * fitted.length + k] = each.means[at];
  });
  const state = {
    keepsLevels,
    levels,
    suffixes: outcomes.map(({ suffix }) => suffix),
    means,
    missing: Float64Array.from(fitted, (each) => each.means[levels.length]),
    unseen: Float64Array.from(fitted, ({ overall }) => overall),
  };
  return { state, fitted };
}

/** The place of each row's level among `levels`; behind them missing values, and behind those the rarer levels. */
function placesOf(column: CodedColumn, levels: readonly string[]): Int32Array {
  const places = new Map(levels.map((level, at) => [level, at]));
  const missing = levels.length;
  const placeOf = Int32Array.from(column.levels, (level) => places.get(level) ?? missing + 1);
  const rows = new Int32Array(columnLength(column));
  for (let i = 0; i < rows.length; i++) {
    const code = column.codes[i];
    rows[i] = code < 0 ? missing : placeOf[code];
  }
  return rows;
}

function outputName(input: string, suffix: string): string {
  return `${input}_target${suffix}`;
}

function isNumbers(value: unknown, length: number): value is Float64Array {
  return value instanceof Float64Array && value.length === length && value.every(Number.isFinite);
}
