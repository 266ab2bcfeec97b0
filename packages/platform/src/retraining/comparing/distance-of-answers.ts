import { type ClassificationOutcome, type Outcome, predictedClasses } from '@kaizenml/ml/metrics';

/**
 * How differently two models answer the same rows, 0 to 1: of numbers and of the probability of the second of two classes the largest gap
 * of the shares of rows up to a value (Kolmogorov-Smirnov), of more classes the largest gap of the shares of a class.
 */
export function distanceOfAnswers(ours: Outcome, theirs: Outcome): number {
  if (ours.kind === 'classification' && ours.nClasses > 2)
    return theirs.kind === 'classification'
      ? largestGap(classShares(ours), classShares(theirs))
      : 1;
  return distance(answersOf(ours), answersOf(theirs));
}

function answersOf(outcome: Outcome): Float64Array {
  if (outcome.kind === 'regression') return Float64Array.from(outcome.predicted).sort();
  const { probabilities, nClasses } = outcome;
  return Float64Array.from(
    { length: probabilities.length / nClasses },
    (_, row) => probabilities[row * nClasses + nClasses - 1] ?? 0,
  ).sort();
}

/** Of two samples in rising order. */
function distance(a: Float64Array, b: Float64Array): number {
  let [i, j, largest] = [0, 0, 0];
  while (i < a.length && j < b.length) {
    const value = Math.min(a[i] ?? 0, b[j] ?? 0);
    while (a[i] === value) i++;
    while (b[j] === value) j++;
    largest = Math.max(largest, Math.abs(i / a.length - j / b.length));
  }
  return largest;
}

function classShares(outcome: ClassificationOutcome): Float64Array {
  const called = predictedClasses(outcome);
  const shares = new Float64Array(outcome.nClasses);
  for (const code of called) shares[code] = (shares[code] ?? 0) + 1 / called.length;
  return shares;
}

function largestGap(a: Float64Array, b: Float64Array): number {
  return a.reduce((most, share, at) => Math.max(most, Math.abs(share - (b[at] ?? 0))), 0);
}
