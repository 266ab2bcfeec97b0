/** What confident learning says of labels. */
export interface ConfidentLabels {
  /** Mean probability of a class over the rows labelled so: what "confident" means for it. Length k. */
  readonly thresholds: Float64Array;
  /** Rows labelled i that are confidently j, k x k, row-major. */
  readonly joint: Int32Array;
  /** The same scaled to the counts of the labels: estimated shares of (label, true class), k x k; sums to 1. */
  readonly calibrated: Float64Array;
  /** Estimated share of wrong labels, 0 to 1. */
  readonly shareNoisy: number;
  /** Rows that are confidently of another class, which has a larger probability too; most doubtful first. */
  readonly suspects: Int32Array;
  /** The class that each suspect seems to be of, in their order. */
  readonly seemed: Int32Array;
}

/**
 * Labels that a model, which has not seen them, confidently contradicts.
 *
 * A row is confidently of the class of the largest probability among those that reach their class's threshold. Rows
 * labelled i and confidently j are counted, and the counts scaled so that every label keeps its share.
 * Suspects are ranked by normalized margin: probability of the label less the largest other one.
 *
 * @shape probabilities: n x k, row-major, out of fold; codes: n
 * @cost O(n k)
 * @source Northcutt, Jiang & Chuang (2021), "Confident Learning", JAIR 70, 1373-1411, eq. 1-3.
 */
export function confidentLabels(
  probabilities: Float64Array,
  codes: Int32Array,
  nClasses: number,
): ConfidentLabels {
  const k = nClasses;
  const n = codes.length;
  const thresholds = thresholdsOf(probabilities, codes, k);
  const joint = new Int32Array(k * k);
  const confident = new Int32Array(n).fill(-1);
  for (let i = 0; i < n; i++) {
    let best = -1;
    for (let j = 0; j < k; j++) {
      const p = probabilities[i * k + j];
      // Sums in another order differ in the last digits; the reference gives the same leeway.
      if (p >= thresholds[j] - 1e-6 && (best < 0 || p > probabilities[i * k + best])) best = j;
    }
    confident[i] = best;
    if (best >= 0) joint[codes[i] * k + best]++;
  }
  const calibrated = calibrate(joint, codes, k);
  let shareNoisy = 1;
  for (let j = 0; j < k; j++) shareNoisy -= calibrated[j * k + j];
  const margins = normalizedMargins(probabilities, codes, k);
  const suspects = Int32Array.from(codes.keys())
    .filter((i) => confident[i] >= 0 && confident[i] !== codes[i] && margins[i] < 0.5)
    .sort((a, b) => margins[a] - margins[b] || a - b);
  return {
    thresholds,
    joint,
    calibrated,
    shareNoisy: Math.max(0, shareNoisy),
    suspects,
    seemed: suspects.map((i) => confident[i]),
  };
}

/** Probability of the label less the largest other one, moved to 0 (surely wrong) to 1 (surely right). Length n. */
export function normalizedMargins(
  probabilities: Float64Array,
  codes: Int32Array,
  nClasses: number,
): Float64Array {
  return Float64Array.from(codes, (code, i) => {
    let other = 0;
    for (let j = 0; j < nClasses; j++)
      if (j !== code) other = Math.max(other, probabilities[i * nClasses + j]);
    return (probabilities[i * nClasses + code] - other + 1) / 2;
  });
}

function thresholdsOf(probabilities: Float64Array, codes: Int32Array, k: number): Float64Array {
  const sums = new Float64Array(k);
  const counts = new Float64Array(k);
  for (let i = 0; i < codes.length; i++) {
    sums[codes[i]] += probabilities[i * k + codes[i]];
    counts[codes[i]]++;
  }
  return sums.map((sum, j) => (counts[j] === 0 ? 1 : sum / counts[j]));
}

function calibrate(joint: Int32Array, codes: Int32Array, k: number): Float64Array {
  const counts = new Float64Array(k);
  for (const code of codes) counts[code]++;
  const calibrated = new Float64Array(k * k);
  for (let i = 0; i < k; i++) {
    let total = 0;
    for (let j = 0; j < k; j++) total += joint[i * k + j];
    for (let j = 0; j < k; j++)
      calibrated[i * k + j] =
        total === 0 ? (i === j ? counts[i] : 0) : (joint[i * k + j] * counts[i]) / total;
  }
  const sum = calibrated.reduce((a, b) => a + b, 0);
  return calibrated.map((value) => value / sum);
}
