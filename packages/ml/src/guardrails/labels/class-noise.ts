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
const FLOOR = 0.025;
const LOW = 0.015;
/** The same where a problem is easy: all answers are contradicted hardly more often than the surest. */
const FLAT_OF_EASY = 1.7;
const FLAT_REST_OF_EASY = 0.01;
/** Share of the errors of always naming the largest class that leaves a problem easy. */
const EASY = 0.4;
/** The same where rows are too few to tell a flat share from a growing one, and how many are not. */
const LEARNED = 0.6;
const MANY = 2_000;
/** The floor of such tables unless they are easy: of Titanic's surest answers a tenth is wrong by nature. */
const FLOOR_OF_FEW = 0.115;
/** Share of all contradictions that the surer half of few rows must reach. */
const FLAT_OF_FEW = 0.4;
/** The same for labels of one class alone. */
const FLOOR_OF_ONE = 0.1;
const LOW_OF_ONE = 0.06;
const FEWEST_OF_ONE = 50;
/** Largest share of contradictions in the other classes' surer half that leaves one class alone. */
const OTHERS = 0.005;
/** Contradictions of one class from which the others may have some too, and how many of its own share. */
const MOST_OF_ONE = 0.15;
const OTHERS_BESIDE = 0.35;
const LOW_OF_MOST = 0.09;
/** How much all answers of such a class may be contradicted more often than its surer half. */
const FLAT_TO_THE_END = 1.7;
/** Most that all answers are contradicted where labels are wrong: twice the surest, and some that are hard. */
const STEEP = 2;
const STEEP_REST = 0.04;
/** Share of the errors of always naming the largest class that wrong labels may be, of two classes and of several. */
const MOST_NOISE = 0.75;
const MOST_NOISE_OF_SEVERAL = 0.5;
/** The same for errors beyond those of wrong labels, where rows are few. */
const LEARNED_BEYOND = 0.2;
/** The same for a table one of whose classes is doubted. */
const LEARNED_OF_ONE = 0.75;
/** How much the surer half may be contradicted more often than the surest quarter where that is often. */
const FLAT_OF_MANY = 1.4;
/** How much the share may grow from the surest quarter to the surer half, as a factor and beyond it. */
const FLAT = 1.6;
const FLAT_REST = 0.005;

/**
 * Finds wrong labels of classes.
 *
 * Where labels are wrong at random, even the surest answers are contradicted, and about as often in the surest
 * quarter as in the surer half of each class's answers; where a problem is hard, the surest are right and
 * the rest is not. The share among the surest is therefore the estimate, and it must be flat and above a floor of 2.5 %,
 * in more than one class or in one: 10 % while the others are nearly never contradicted, 15 % while they are a third as
 * often. Where all answers are contradicted more than twice as often as the surest a problem is hard, not noisy. Below 2000 rows the floor is
 * 11.5 % unless a model makes less than 0.4 of the errors of always naming the largest class. Which rows are doubtful, and
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
  const isEasy = ofAll <= EASY * shareOfOthers;
  if (all.nAll < MANY) {
    const ofHalf = all.wrongHalf / all.nHalf;
    const isFlatOfFew = isEasy ? ofHalf >= FLAT_OF_FEW * ofAll : isFlat(all);
    const isNoisy =
      (ofAll <= LEARNED * shareOfOthers ||
        (ofAll - ofHalf <= LEARNED_BEYOND * shareOfOthers && ofHalf <= LEARNED * shareOfOthers)) &&
      ofHalf >= (isEasy ? FLOOR : FLOOR_OF_FEW) &&
      isFlatOfFew &&
      wilsonLow(rest.wrongHalf, rest.nHalf) >= LOW;
    if (isNoisy) return ofHalf;
  } else {
    const isEverywhere =
      share >= FLOOR &&
      share <= (used.length > 2 ? MOST_NOISE_OF_SEVERAL : MOST_NOISE) * shareOfOthers &&
      ofAll <= STEEP * share + STEEP_REST &&
      isFlat(all) &&
      (share < FLOOR_OF_ONE || all.wrongHalf / all.nHalf <= FLAT_OF_MANY * share) &&
      wilsonLow(rest.wrongQuarter, rest.nQuarter) >= LOW;
    const isNearlyAll =
      isEasy &&
      share >= FLOOR &&
      wilsonLow(all.wrongQuarter, all.nQuarter) >= LOW &&
      ofAll <= FLAT_OF_EASY * share + FLAT_REST_OF_EASY;
    if (isEverywhere || isNearlyAll) return share;
  }
  const ofOne = worst.wrongQuarter / worst.nQuarter;
  const isOneAlone =
    worst.nQuarter >= FEWEST_OF_ONE &&
    ofOne >= FLOOR_OF_ONE &&
    wilsonLow(worst.wrongQuarter, worst.nQuarter) >= LOW_OF_ONE &&
    isFlat(worst) &&
    rest.wrongHalf <= OTHERS * rest.nHalf;
  const isLearned = ofAll <= LEARNED_OF_ONE * shareOfOthers;
  return isOneAlone || (isLearned && isOneMost(used))
    ? (ofOne * worst.nHalf) / all.nHalf
    : undefined;
}

/** Whether one class is contradicted far more often than the others, and hardly less often where answers are sure. */
function isOneMost(used: readonly Sure[]): boolean {
  const worst = used.reduce((a, b) => (b.wrongHalf / b.nHalf > a.wrongHalf / a.nHalf ? b : a));
  const rest = pooled(used.filter((one) => one !== worst));
  const [quarter, half] = [worst.wrongQuarter / worst.nQuarter, worst.wrongHalf / worst.nHalf];
  return (
    Math.max(quarter, half) >= MOST_OF_ONE &&
    Math.min(quarter, half) >= FLOOR_OF_ONE &&
    wilsonLow(worst.wrongHalf, worst.nHalf) >= LOW_OF_MOST &&
    isFlat(worst) &&
    worst.wrongAll / worst.nAll <= FLAT_TO_THE_END * half &&
    rest.wrongQuarter / rest.nQuarter <= OTHERS_BESIDE * quarter
  );
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
