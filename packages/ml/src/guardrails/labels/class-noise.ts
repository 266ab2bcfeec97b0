import type { Finding } from '@kaizenml/contracts';
import { wilsonLow } from '../../stats/index.ts';
import { percent } from '../percent.ts';
import { confidentLabels } from './confident-learning.ts';

/** Labels with the answers of a model that has not seen them. */
export interface DoubtedLabels {
  readonly target: string;
  /** Class per row looked at. Length n. */
  readonly codes: Int32Array;
  readonly classes: readonly string[];
  /** Rows of the table, from 0. Length n. */
  readonly rows: Int32Array;
  /** Rows that have a label. */
  readonly nRows: number;
}

/** Share of contradictions among the surest answers from which labels are doubted. */
const FLOOR = 0.02;
const LOW = 0.015;
/** The same where a problem is easy: all answers are contradicted hardly more often than the surest. */
const FLOOR_OF_EASY = 0.015;
const LOW_OF_EASY = 0.009;
const FLAT_OF_EASY = 1.7;
const FLAT_REST_OF_EASY = 0.01;
/** Share of the errors of always naming the largest class that leaves a problem easy. */
const EASY = 0.4;
/** The same where rows are too few to tell a flat share from a growing one, and how many are not. */
const LEARNED = 0.7;
const MANY = 2_000;
/** The same for labels of one class alone. */
const FLOOR_OF_ONE = 0.05;
const LOW_OF_ONE = 0.03;
/** Largest share of contradictions in the other classes' surer half that leaves one class alone. */
const OTHERS = 0.005;
/** How much the share may grow from the surest quarter to the surer half, as a factor and beyond it. */
const FLAT = 1.6;
const FLAT_REST = 0.005;

/**
 * Finds wrong labels of classes.
 *
 * Where labels are wrong at random, even the surest answers are contradicted, and about as often in the surest
 * quarter as in the surer half of each class's answers; where a problem is hard, the surest are right and
 * the rest is not. The share among the surest is therefore the estimate, and it must be flat and above a floor of 2 %,
 * in more than one class or (5 %) in one while the others are nearly never contradicted; 1.5 % are enough where
 * all answers together are contradicted hardly more often than the surest. Which rows are doubtful, and
 * pairs of classes, come from confident learning.
 *
 * @shape probabilities: n x k, out of fold
 * @cost O(n k + n log n)
 * @source Northcutt, Jiang & Chuang (2021), JAIR 70, 1373-1411; Liu & Tao (2016), "Classification with Noisy
 * Labels by Importance Reweighting", IEEE TPAMI 38 (anchor points give the noise rate); Wilson (1927).
 */
export function checkClassNoise(
  probabilities: Float64Array,
  { target, codes, classes, rows, nRows }: DoubtedLabels,
): Finding[] {
  const k = classes.length;
  const sure = sureAnswers(probabilities, codes, k);
  const share = noiseAmongSure(sure, 1 - shareOfLargest(codes, k));
  if (share === undefined) return [];
  const learned = confidentLabels(probabilities, codes, k);
  const nDoubted = Math.min(learned.suspects.length, Math.max(1, Math.round(share * codes.length)));
  const doubted = learned.suspects.subarray(0, nDoubted);
  const pairs = pairsOf(learned.joint, classes);
  const [first] = pairs;
  const sampled = codes.length < nRows ? ` (seen in ${codes.length} of ${nRows} rows)` : '';
  const most = first ? `, most often "${first.label}" where "${first.seems}" is expected` : '';
  return [
    {
      code: 'LABELS_NOISY',
      severity: 'warning',
      message: `Target "${target}" seems wrong in about ${percent(share)} of its rows${sampled}: a model that has not seen them is sure of another class${most}.`,
      hint: `Look at rows ${[...doubted.subarray(0, 5)].map((i) => rows[i] + 1).join(', ')} first, then correct or leave out what is wrong.`,
      column: target,
      details: {
        target,
        share,
        shareConfidentLearning: learned.shareNoisy,
        nRowsSeen: codes.length,
        nDoubted,
        rows: [...doubted.subarray(0, 100)].map((i) => rows[i] + 1),
        labels: [...doubted.subarray(0, 100)].map((i) => classes[codes[i]]),
        seems: [...learned.seemed.subarray(0, Math.min(100, nDoubted))].map(
          (code) => classes[code],
        ),
        pairs: pairs.slice(0, 10),
      },
    },
  ];
}

/** Contradictions among the surest answers that name one class. */
interface Sure {
  readonly nTenth: number;
  readonly nQuarter: number;
  readonly nHalf: number;
  readonly nAll: number;
  readonly wrongTenth: number;
  readonly wrongQuarter: number;
  readonly wrongHalf: number;
  readonly wrongAll: number;
}

function sureAnswers(probabilities: Float64Array, codes: Int32Array, k: number): Sure[] {
  const byClass: number[][] = Array.from({ length: k }, () => []);
  for (let i = 0; i < codes.length; i++) {
    let best = 0;
    for (let j = 1; j < k; j++)
      if (probabilities[i * k + j] > probabilities[i * k + best]) best = j;
    byClass[best].push(i);
  }
  return byClass.map((rows, j) => {
    rows.sort((a, b) => probabilities[b * k + j] - probabilities[a * k + j] || a - b);
    const wrong = (n: number) => rows.slice(0, n).filter((i) => codes[i] !== j).length;
    const part = (share: number) => Math.floor(rows.length * share);
    const [nTenth, nQuarter, nHalf] = [part(0.1), part(0.25), part(0.5)];
    return {
      nTenth,
      nQuarter,
      nHalf,
      nAll: rows.length,
      wrongTenth: wrong(nTenth),
      wrongQuarter: wrong(nQuarter),
      wrongHalf: wrong(nHalf),
      wrongAll: wrong(rows.length),
    };
  });
}

function noiseAmongSure(sure: readonly Sure[], shareOfOthers: number): number | undefined {
  const used = sure.filter(({ nQuarter }) => nQuarter >= 5);
  if (used.length < 2) return undefined;
  const worst = used.reduce((a, b) =>
    b.wrongQuarter / b.nQuarter > a.wrongQuarter / a.nQuarter ? b : a,
  );
  const all = pooled(used);
  const rest = pooled(used.filter((one) => one !== worst));
  const share = all.wrongQuarter / all.nQuarter;
  const ofAll = all.wrongAll / all.nAll;
  const isLearned = all.nAll >= MANY || ofAll <= LEARNED * shareOfOthers;
  const isEverywhere =
    isLearned &&
    share >= FLOOR &&
    isFlat(all) &&
    wilsonLow(rest.wrongQuarter, rest.nQuarter) >= LOW;
  const isEasy =
    share >= FLOOR_OF_EASY &&
    wilsonLow(all.wrongQuarter, all.nQuarter) >= LOW_OF_EASY &&
    ofAll <= EASY * shareOfOthers &&
    ofAll <= FLAT_OF_EASY * share + FLAT_REST_OF_EASY;
  if (isEverywhere || isEasy) return share;
  const ofOne = worst.wrongQuarter / worst.nQuarter;
  const isOneAlone =
    ofOne >= FLOOR_OF_ONE &&
    wilsonLow(worst.wrongQuarter, worst.nQuarter) >= LOW_OF_ONE &&
    isFlat(worst) &&
    rest.wrongHalf <= OTHERS * rest.nHalf;
  return isOneAlone ? (ofOne * worst.nHalf) / all.nHalf : undefined;
}

function shareOfLargest(codes: Int32Array, k: number): number {
  const counts = new Int32Array(k);
  for (const code of codes) counts[code]++;
  return Math.max(...counts) / codes.length;
}

function isFlat({ nTenth, nQuarter, nHalf, wrongTenth, wrongQuarter, wrongHalf }: Sure): boolean {
  const share = wrongQuarter / nQuarter;
  const isHigh = nTenth < 50 || wrongTenth / nTenth >= 0.5 * share;
  return isHigh && wrongHalf / nHalf <= FLAT * share + FLAT_REST;
}

function pooled(parts: readonly Sure[]): Sure {
  const total = (key: keyof Sure) => parts.reduce((sum, part) => sum + part[key], 0);
  return {
    nTenth: total('nTenth'),
    nQuarter: total('nQuarter'),
    nHalf: total('nHalf'),
    nAll: total('nAll'),
    wrongTenth: total('wrongTenth'),
    wrongQuarter: total('wrongQuarter'),
    wrongHalf: total('wrongHalf'),
    wrongAll: total('wrongAll'),
  };
}

function pairsOf(joint: Int32Array, classes: readonly string[]) {
  const k = classes.length;
  return classes
    .flatMap((label, i) =>
      classes.map((seems, j) => ({ label, seems, nRows: i === j ? 0 : joint[i * k + j] })),
    )
    .filter(({ nRows }) => nRows > 0)
    .sort((a, b) => b.nRows - a.nRows);
}
