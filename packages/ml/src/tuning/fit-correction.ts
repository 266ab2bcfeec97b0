import { invariant, resolveParams } from '@kaizenml/contracts';
import { type TunedLink, toScores } from '../combine/index.ts';
import { isSparse, seededRandom, takeMatrixRows } from '../math/index.ts';
import { type BoostedTreesState, boostedTrees } from '../models/boosting/boosted-trees.ts';
import type { Target } from '../models/index.ts';
import { learnRows, type TransformGraph } from '../preprocess/index.ts';
import { takeTargetRows } from '../search/index.ts';
import type { Table } from '../table/index.ts';
import { truncateEnsemble } from '../trees/ensemble/index.ts';
import type { Team } from '../trees/index.ts';
import { rowLosses } from './row-losses.ts';

/** What a correction is learned from. Rows in the order of time, the newest last. */
export interface CorrectionRows {
  readonly features: Table;
  readonly target: Target;
  /** What the base answers to these rows: n numbers, or n * nClasses probabilities. It must not have learned from them. */
  readonly base: Float64Array;
}

/** Trees that are added to the answers of a base, on the scale of `link`. */
export interface Correction {
  readonly graph: TransformGraph;
  readonly link: TunedLink;
  readonly params: Readonly<Record<string, unknown>>;
  /** Of `boosted-trees`, answering raw numbers. */
  readonly state: BoostedTreesState;
  /** Rounds that the newest rows were answered best with. 0: the base is best left as it is. */
  readonly nRounds: number;
}

/** How a correction is learned. */
export interface CorrectionOptions {
  readonly link: TunedLink;
  readonly seed: number;
  /** Threads that share the work. Default: the calling one alone. */
  readonly team?: Team;
  /** Rounds to learn, at least 1; no row says when to stop then. Default: as many as the newest rows ask for. */
  readonly nRounds?: number;
  /** Parameters of `boosted-trees` in the place of `CORRECTION_PARAMS`. */
  readonly params?: Partial<Parameters<typeof boostedTrees.fit>[2]>;
}

/** Few leaves, small steps: there are few rows, and the base knows most. */
export const CORRECTION_PARAMS = {
  nRounds: 300,
  learningRate: 0.05,
  maxLeaves: 8,
  minLeafRows: 20,
  l2: 5,
  patience: 30,
} as const;
/** Share of the rows, the newest, that say when to stop. */
const LATER_SHARE = 0.2;

/**
 * Learns boosted trees that begin at the answers of another model: each row's initial score is the base's answer on the scale of the
 * link, so that the trees learn what it lacks.
 *
 * The newest fifth of the rows says how many rounds help, and none are taken unless they help by more than a standard error; the
 * correction that is returned has learned so many from all rows.
 *
 * @throws What `boosted-trees` throws, SHAPE_MISMATCH where answers and rows differ in number.
 * @cost That of two fits of boosted trees with few leaves.
 * @source LightGBM, "Parameters", `init_score`; XGBoost, "Intercept", `base_margin`; Friedman (2001), "Greedy function approximation: a
 * gradient boosting machine", Annals of Statistics 29, 1189-1232.
 */
export function fitCorrection(
  { features, target, base }: CorrectionRows,
  { link, seed, team, nRounds: wanted, params: given = {} }: CorrectionOptions,
): Correction {
  const { graph, x } = learnRows('native', features);
  invariant(!isSparse(x), 'trees read rows with their zeros');
  const params = resolveParams('boosted-trees', boostedTrees.params, {
    ...CORRECTION_PARAMS,
    ...given,
    ...(link === 'exp' && { objective: 'poisson' }),
  });
  const scores = toScores(base, link);
  const width = scores.length / x.nRows;
  const part = (from: number, to: number) => {
    const rows = Int32Array.from({ length: to - from }, (_, i) => from + i);
    const y = takeTargetRows(target, rows);
    const startScores = scores.slice(from * width, to * width);
    return { x: takeMatrixRows(x, rows), y, startScores, ...weightsOf(y) };
  };
  const fit = (nRounds: number, nLearned: number): BoostedTreesState => {
    const learned = part(0, nLearned);
    const later = nLearned < x.nRows ? part(nLearned, x.nRows) : undefined;
    const own = { ...params, nRounds, patience: later ? params.patience : 0 };
    const state = boostedTrees.fit(learned.x, learned.y, own, {
      random: seededRandom(seed),
      startScores: learned.startScores,
      ...weightsOf(learned.y),
      ...(team && { team }),
      ...(later && { validation: later }),
    });
    return { ...state, link: 'identity', nClasses: 0 };
  };
  if (wanted !== undefined && wanted > 0)
    return { graph, link, params, state: fit(wanted, x.nRows), nRounds: wanted };
  const nEarlier = x.nRows - Math.max(1, Math.round(LATER_SHARE * x.nRows));
  const watched = fit(params.nRounds, nEarlier);
  const later = part(nEarlier, x.nRows);
  const corrected = boostedTrees
    .predict(watched, later.x)
    .map((raw, i) => raw + later.startScores[i]);
  const isSure = isSurelyLess(
    rowLosses(corrected, later.y, link),
    rowLosses(later.startScores, later.y, link),
  );
  const { treeOutputs, nOutputs } = watched.ensemble;
  const nRounds = isSure ? treeOutputs.length / nOutputs : 0;
  const none = { ...watched, ensemble: truncateEnsemble(watched.ensemble, 0) };
  const state = nRounds === 0 ? none : fit(nRounds, x.nRows);
  return { graph, link, params, state, nRounds };
}

/** Whether losses are smaller by more than a standard error: few rows say when to stop, and of many rounds one is best by luck. */
function isSurelyLess(losses: Float64Array, others: Float64Array): boolean {
  const n = losses.length;
  const gains = others.map((other, i) => other - losses[i]);
  const mean = gains.reduce((sum, gain) => sum + gain, 0) / n;
  const variance = gains.reduce((sum, gain) => sum + (gain - mean) ** 2, 0) / Math.max(1, n - 1);
  return mean > Math.sqrt(variance / n);
}

function weightsOf({ weights }: Target): { readonly weights?: Float64Array } {
  return weights ? { weights } : {};
}
