import { type Random, shuffledIndices } from '@kaizenml/ml/math';
import type { Target } from '@kaizenml/ml/models';
import { type Candidate, takeTargetRows } from '@kaizenml/ml/search';
import { hashRows } from '@kaizenml/ml/stats';
import { takeRows } from '@kaizenml/ml/table';
import type { TrialData } from '../../automl/index.ts';
import { type FoldRun, scoreFolds } from './score-folds.ts';

/** Whether models can learn a few rows by heart. */
export interface ByHeart {
  readonly nRows: number;
  /** Name and value of the metric on the rows that were learned. */
  readonly metric: string;
  readonly value: number;
  /** Who learned them: the best candidate, or a tree that may ask until every row is alone. */
  readonly learner: string;
  /** What the best candidate got on them. */
  readonly valueOfBest: number;
  readonly isLearned: boolean;
}

const N_ROWS = 40;
/** Fewer different rows than this prove nothing. */
const FEWEST_ROWS = 10;
const WITHOUT_LIMITS: Candidate = {
  id: 'decision-tree',
  estimator: 'decision-tree',
  params: { maxDepth: 1000, minLeaf: 1 },
  isBaseline: false,
};
/** Near enough to perfect, by metric. */
const NEARLY_PERFECT = { accuracy: 0.95, r2: 0.9 } as const;

/**
 * Trains on a handful of different rows and answers the same ones: a sound preparation and a sound model know them by heart. A
 * model may be too smooth for that by its parameters, so a tree without limits is asked where the best candidate fails.
 *
 * @returns Undefined where fewer than 10 rows differ, the target does not vary among them, or so little that nothing is measured.
 */
export async function learnByHeart(
  best: Candidate,
  data: TrialData,
  { random, ...run }: FoldRun & { readonly random: Random },
): Promise<ByHeart | undefined> {
  const rows = differentRows(data, random);
  const target = takeTargetRows(data.target, rows);
  if (rows.length < FEWEST_ROWS || !varies(target)) return undefined;
  const all = Int32Array.from({ length: rows.length }, (_, i) => i);
  const metric = target.kind === 'regression' ? 'r2' : 'accuracy';
  const few: TrialData = {
    ...data,
    features: takeRows(data.features, rows),
    target,
    folds: [{ train: all, test: all }],
    metric,
  };
  const scoreOf = async (candidate: Candidate): Promise<number | undefined> => {
    const [scored] = await scoreFolds(candidate, few, run);
    return scored?.score;
  };
  const valueOfBest = await scoreOf(best);
  if (valueOfBest === undefined) return undefined;
  const isEnough = (value: number) => value >= NEARLY_PERFECT[metric];
  const learner = isEnough(valueOfBest) ? best : WITHOUT_LIMITS;
  const value = learner === best ? valueOfBest : await scoreOf(WITHOUT_LIMITS);
  if (value === undefined) return undefined;
  return {
    nRows: rows.length,
    metric,
    value,
    learner: learner.id,
    valueOfBest,
    isLearned: isEnough(value),
  };
}

/** Rows that no other chosen one equals in its features. */
function differentRows({ features }: TrialData, random: Random): Int32Array {
  const hashes = hashRows(features.columns, features.nRows);
  const seen = new Set<number>();
  const chosen: number[] = [];
  for (const row of shuffledIndices(features.nRows, random)) {
    const hash = hashes[row] ?? 0;
    if (chosen.length === N_ROWS) break;
    if (seen.has(hash)) continue;
    seen.add(hash);
    chosen.push(row);
  }
  return Int32Array.from(chosen).sort();
}

function varies(target: Target): boolean {
  const values = target.kind === 'regression' ? target.values : target.codes;
  return values.some((value) => value !== values[0]);
}
