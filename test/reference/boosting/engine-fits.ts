import { resolveParams } from '@kaizenml/contracts';
import { type PackedState, packState } from '@kaizenml/ml/artifact';
import { type Matrix, type Random, seededRandom } from '@kaizenml/ml/math';
import { boostedTrees, type Target } from '@kaizenml/ml/models';

/** Settings that between them use every kernel of boosting. */
const SETTINGS = {
  'two classes': { rowShare: 0.8, columnsPerNode: 0.7, maxLeaves: 31 },
  'two classes, symmetric': { growth: 'symmetric', maxLeaves: 16 },
  'three classes': { rowShare: 0.5, rowChoice: 'gradient', dropShare: 0.2 },
  numbers: { l1: 0.5, minLeafRows: 5, patience: 4 },
  medians: { objective: 'absolute', drawsCuts: true },
  counts: { objective: 'poisson', growth: 'depth-wise' },
} as const;

/** Numbers with gaps (uniform, since normal ones take an engine's own logarithm), whole numbers, categories of few and many levels, and columns that are mostly zero. */
function rowsOf(random: Random, nRows: number): Matrix {
  const levels = [0, 0, 0, 4, 60, ...new Array<number>(12).fill(0)];
  const values = new Float64Array(nRows * levels.length);
  for (let i = 0, at = 0; i < nRows; i++) {
    const set = 5 + random.below(12);
    for (let j = 0; j < levels.length; j++) {
      const isMissing = random.next() < 0.1;
      if (levels[j] > 0) values[at++] = isMissing ? -1 : Math.floor(levels[j] * random.next() ** 2);
      else if (j >= 5) values[at++] = j === set ? 1 + random.below(3) : 0;
      else if (j === 2) values[at++] = random.below(9);
      else values[at++] = isMissing ? Number.NaN : 4 * random.next() - 2;
    }
  }
  return { nRows, nColumns: levels.length, values, levels: Int32Array.from(levels) };
}

/** The states of boosted trees learned in this engine, packed as an artifact packs them, by setting. */
export function engineFits(nRows: number): ReadonlyMap<string, PackedState> {
  const random = seededRandom(17);
  const x = rowsOf(random, nRows);
  const signal = Float64Array.from({ length: nRows }, (_, i) => {
    const [a, b, whole, level] = x.values.subarray(i * x.nColumns, (i + 1) * x.nColumns);
    return (a || 1) * (level === 0 ? 1 : -1) + (b || 0) + whole / 4 + 2 * random.next() - 1;
  });
  const classes = (nClasses: number): Target => ({
    kind: 'classification',
    codes: Int32Array.from(signal, (value) =>
      Math.min(nClasses - 1, Math.max(0, Math.floor(value))),
    ),
    nClasses,
  });
  const targets: Readonly<Record<string, Target>> = {
    'two classes': classes(2),
    'two classes, symmetric': classes(2),
    'three classes': classes(3),
    counts: { kind: 'regression', values: signal.map((value) => Math.floor(Math.abs(value))) },
  };
  const numbers: Target = { kind: 'regression', values: signal };
  return new Map(
    Object.entries(SETTINGS).map(([name, given]) => {
      const params = resolveParams('boosted-trees', boostedTrees.params, { nRounds: 12, ...given });
      const context = { random: seededRandom(1) };
      return [name, packState(boostedTrees.fit(x, targets[name] ?? numbers, params, context))];
    }),
  );
}
