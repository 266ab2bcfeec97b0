import { resolveParams } from '@kaizenml/contracts';
import { RetrainingSettings } from '@kaizenml/contracts/operations';
import { adwin } from '@kaizenml/ml/detectors';
import { fromRows, type Matrix, seededRandom, takeMatrixRows } from '@kaizenml/ml/math';
import { type BoostedTreesState, boostedTrees } from '@kaizenml/ml/models';
import { countAnswer, estimatePrequential, startPrequential } from '@kaizenml/ml/prequential';
import { whyNot } from '../../../packages/platform/src/retraining/beginning/may-begin.ts';
import { judgeChallenger } from '../../../packages/platform/src/retraining/comparing/judge-challenger.ts';
import { chooseHistory } from '../../../packages/platform/src/retraining/history/choose-history.ts';
import type { RealStream } from './real-stream.ts';

/** How the loop is closed. */
export interface LoopChoice {
  /** As in the settings of an endpoint. */
  readonly retraining: object;
  /** Labels since the last retraining that begin another; Infinity: none do. */
  readonly newLabels: number;
  /** Whether a challenger that won learns once more from all known rows of its history, those that were compared on among them. */
  readonly refits: boolean;
  /** How large its models are. */
  readonly trees: TreeSize;
}

/** How large boosted trees are. */
export interface TreeSize {
  readonly nRounds: number;
  readonly maxLeaves: number;
  readonly learningRate: number;
}

/** What came of a stream. */
export interface ClosedLoop {
  readonly accuracy: number;
  readonly lastClassAccuracy: number;
  readonly nRetrainings: number;
  readonly nPromoted: number;
  readonly nDrifts: number;
  readonly seconds: number;
}

const DAY_MS = 86_400_000;
/** Rows that the first model learns from; until then the class before is answered. */
const FIRST_ROWS = 96;
/** Fewest rows that a challenger learns from. */
const LEAST_ROWS = 48;
/** More than a policy allows in a week. */
const MOST_REMEMBERED = 1000;
const Z95 = 1.959963984540054;
const LEVEL = 0.95;

type Begun = Parameters<typeof whyNot>[0]['before'][number];

/**
 * Answers a stream row by row: first the answer, then its truth is known, as it is in the published figures. A detector counts the errors. What
 * may begin a retraining, what it learns from and whether the challenger takes over is decided by the functions that decide it for endpoints.
 */
export function closeLoop(
  { rows, truth, rowsPerDay }: RealStream,
  { retraining, newLabels, refits, trees }: LoopChoice,
): ClosedLoop {
  const policy = RetrainingSettings.parse(retraining);
  const x = fromRows(rows);
  const all = {
    at: Float64Array.from(rows, (_, i) => (i / rowsPerDay) * DAY_MS),
    weights: new Float64Array(rows.length).fill(1),
  };
  const counts = startPrequential();
  const errors = adwin.empty();
  const began = performance.now();
  let champion: BoostedTreesState | undefined;
  let learnedTo = 0;
  let changeRow: number | undefined;
  let nDrifts = 0;
  let nPromoted = 0;
  let nRetrainings = 0;
  let lastRow = 0;
  const before: Begun[] = [];
  for (let i = 0; i < rows.length; i++) {
    const answer = champion === undefined ? (truth[i - 1] ?? 0) : classOf(champion, x, i);
    countAnswer(counts, { truth: truth[i] ?? 0, answer });
    const isDrift = adwin.update(errors, Number(answer !== truth[i])) === 'drift';
    const { mean, before: meanBefore, nChanged } = adwin.estimate(errors);
    const isWorse = isDrift && (mean ?? 0) > (meanBefore ?? 0);
    if (isWorse) {
      nDrifts++;
      changeRow = i + 1 - (nChanged ?? 0);
    }
    const nKnown = i + 1;
    if (champion === undefined) {
      if (nKnown < FIRST_ROWS) continue;
      champion = learn({ x, truth, trees }, { train: places(0, nKnown), weights: null });
      learnedTo = nKnown;
      lastRow = nKnown;
      continue;
    }
    const trigger = isWorse ? 'degradation' : 'new-data';
    if (!isWorse && nKnown - lastRow < newLabels) continue;
    const nowMs = all.at[i] ?? 0;
    if (whyNot({ policy, trigger, before, nowMs }) !== undefined) continue;
    const chosen = chooseHistory(
      {
        ...{ at: all.at.subarray(0, nKnown), weights: all.weights.subarray(0, nKnown) },
        ...{ firstNew: learnedTo, moments: places(0, nKnown - learnedTo) },
      },
      {
        ...{ history: policy.history, compareShare: policy.compareShare, untilMs: nowMs },
        changeMs: changeRow === undefined ? undefined : all.at[changeRow],
      },
    );
    lastRow = nKnown;
    const at = new Date(nowMs).toISOString();
    before.unshift({ trigger, status: 'promoted', startedAt: at, endedAt: at });
    before.splice(MOST_REMEMBERED);
    nRetrainings++;
    if (chosen.train.length < LEAST_ROWS) continue;
    const challenger = learn({ x, truth, trees }, chosen);
    if (!takesOver({ champion, challenger }, { x, truth, newest: chosen.newest, policy })) continue;
    const { train, weights } = chosen;
    const every = Int32Array.from([...train, ...chosen.newest]);
    const isRefit = refits && weights === null;
    champion = isRefit ? learn({ x, truth, trees }, { train: every, weights }) : challenger;
    learnedTo = isRefit ? nKnown : (chosen.newest[0] ?? nKnown);
    nPromoted++;
  }
  const { accuracy, lastClassAccuracy } = estimatePrequential(counts);
  return {
    ...{ accuracy: accuracy ?? 0, lastClassAccuracy: lastClassAccuracy ?? 0 },
    ...{ nRetrainings, nPromoted, nDrifts },
    seconds: (performance.now() - began) / 1000,
  };
}

/** Compares two models on rows that neither has learned from, by the share of right answers. */
function takesOver(
  { champion, challenger }: Readonly<Record<'champion' | 'challenger', BoostedTreesState>>,
  {
    x,
    truth,
    newest,
    policy: { margin, whenEqual },
  }: {
    readonly x: Matrix;
    readonly truth: Int32Array;
    readonly newest: Int32Array;
    readonly policy: ReturnType<typeof RetrainingSettings.parse>;
  },
): boolean {
  const [ours, theirs] = [challenger, champion].map((model) =>
    classesOf(model, takeMatrixRows(x, newest)).map((answer, i) =>
      Number(answer === truth[newest[i] ?? 0]),
    ),
  );
  const n = newest.length;
  const gains = Array.from(newest, (_, i) => (ours?.[i] ?? 0) - (theirs?.[i] ?? 0));
  const mean = (values: ArrayLike<number>) => Array.from(values).reduce((sum, v) => sum + v, 0) / n;
  const value = mean(gains);
  const spread = Math.sqrt(mean(gains.map((gain) => (gain - value) ** 2)) / n);
  return judgeChallenger({
    comparison: {
      ...{ metric: 'accuracy', champion: mean(theirs ?? []), challenger: mean(ours ?? []) },
      ...{ nRows: n, level: LEVEL, slices: [] },
      gain: { value, low: value - Z95 * spread, high: value + Z95 * spread },
    },
    ...{ title: 'accuracy', margin, whenEqual, without: [] },
  }).goesOn;
}

function learn(
  { x, truth, trees }: { readonly x: Matrix; readonly truth: Int32Array; readonly trees: TreeSize },
  { train, weights }: { readonly train: Int32Array; readonly weights: Float64Array | null },
): BoostedTreesState {
  const params = resolveParams(boostedTrees.name, boostedTrees.params, {
    ...{ ...trees, minLeafRows: 5 },
  });
  const y = {
    ...{ kind: 'classification' as const, nClasses: 2 },
    codes: Int32Array.from(train, (i) => truth[i] ?? 0),
  };
  return boostedTrees.fit(takeMatrixRows(x, train), y, params, {
    random: seededRandom(1),
    ...(weights && { weights }),
  });
}

function classOf(model: BoostedTreesState, x: Matrix, row: number): number {
  return classesOf(model, takeMatrixRows(x, [row]))[0] ?? 0;
}

/** @returns The more probable class of each row. */
function classesOf(model: BoostedTreesState, x: Matrix): Int32Array {
  const probabilities = boostedTrees.predict(model, x);
  return Int32Array.from({ length: x.nRows }, (_, i) =>
    Number((probabilities[2 * i + 1] ?? 0) >= 0.5),
  );
}

function places(from: number, to: number): Int32Array {
  return Int32Array.from({ length: to - from }, (_, i) => from + i);
}
