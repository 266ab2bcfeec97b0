import { AppError } from '@kaizenml/contracts';
import { type DriftFigures, type DriftTest, NO_DIFFERENCE } from './drift-test.ts';
import { levelsOfNumbers, type Sample } from './samples/index.ts';

/** The verdict of one test on one column. */
export interface DriftFinding extends DriftFigures {
  /** Name of the test. */
  readonly test: string;
  /** What the threshold was held against; null where the test cannot say. */
  readonly score: number | null;
  readonly threshold: number;
  readonly isDrift: boolean;
}

/**
 * Runs a test and holds its score against a threshold. Where a sample has no values there is nothing to compare, hence no drift.
 *
 * @param options.threshold Default that of the test.
 * @throws ARGUMENT_INVALID when the test does not take such samples.
 * @cost That of the test.
 */
export function checkDrift(
  test: DriftTest,
  [reference, current]: readonly [reference: Sample, current: Sample],
  { threshold = test.threshold }: { readonly threshold?: number } = {},
): DriftFinding {
  const samples = [asTaken(test, reference), asTaken(test, current)] as const;
  const isComparable = reference.n > 0 && current.n > 0;
  const figures = isComparable ? test.compare(...samples) : NO_DIFFERENCE;
  const score = scoreOf(test, figures);
  return {
    test: test.name,
    ...figures,
    score,
    threshold,
    isDrift: isBeyond(test, score, threshold),
  };
}

function asTaken(test: DriftTest, sample: Sample): Sample {
  if (test.takes.includes(sample.kind)) return sample;
  if (sample.kind === 'numbers' && test.takes.includes('levels')) return levelsOfNumbers(sample);
  throw new AppError('ARGUMENT_INVALID', {
    message: `The drift test "${test.name}" must be given ${test.takes.join(' or ')}, got ${sample.kind}.`,
    hint: 'Take the default test of the column, or another one of its kind.',
    details: { test: test.name, takes: [...test.takes], received: sample.kind },
  });
}

function scoreOf({ score }: DriftTest, { statistic, pValue }: DriftFigures): number | null {
  if (score === 'distance') return statistic;
  if (pValue === null) return null;
  return score === 'p-value' ? pValue : 1 - pValue;
}

function isBeyond(test: DriftTest, score: number | null, threshold: number): boolean {
  if (score === null) return false;
  if (score === threshold) return test.isDriftAtThreshold;
  return test.score === 'p-value' ? score < threshold : score > threshold;
}
