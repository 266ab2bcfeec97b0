import {
  checkDrift,
  type DriftFinding,
  type DriftTest,
  type DriftVerdict,
  defaultDriftTest,
  getDriftTest,
  type JudgedColumn,
  judgeColumns,
  levelSample,
  type Sample,
  soundDriftTest,
} from '@kaizenml/ml/drift';
import { type Binning, type ColumnWindow, sampleOfWindow } from '@kaizenml/ml/windows';

/** Two windows of one binning. */
export interface WindowPair {
  readonly binning: Binning;
  readonly reference: ColumnWindow;
  readonly current: ColumnWindow;
}

/**
 * How windows are judged. `recommended`: an effect that matters and a p-value that accounts for all columns. `customary`: the
 * customary test and threshold of each column alone, or the one that is named, where a column can be compared by it.
 */
export type Judging =
  | { readonly by: 'recommended'; readonly rate: number; readonly leastEffect: number }
  | { readonly by: 'customary'; readonly test: DriftTest | undefined };

/** What is said of the values of a column, and of what is missing. */
export interface ComparedWindow {
  readonly values: JudgedColumn;
  /** Of the share of missing values; null where none is missing, and where custom does not ask. */
  readonly missing: JudgedColumn | null;
  /** The graver of the two. */
  readonly verdict: DriftVerdict;
}

/** The largest change of a share: of rows with and without a value. */
const MISSING_TEST = getDriftTest('l-infinity');
const GRAVITY: readonly DriftVerdict[] = ['calm', 'too small', 'may be chance', 'drift'];

/**
 * Compares the columns of a window with their reference, and judges them together.
 *
 * @returns In the order of the pairs.
 * @cost O(columns * bins)
 */
export function compareWindows(
  pairs: readonly WindowPair[],
  judging: Judging,
): readonly ComparedWindow[] {
  const values = pairs.map(({ binning, reference, current }) =>
    findingOf(judging, [sampleOfWindow(binning, reference), sampleOfWindow(binning, current)]),
  );
  if (judging.by === 'customary')
    return values.map((finding) => {
      const verdict = finding.isDrift ? 'drift' : 'calm';
      return { values: { finding, adjustedPValue: null, verdict }, missing: null, verdict };
    });
  const missing = pairs.map(missingOf);
  const asked = missing.filter((finding) => finding !== null);
  const judged = new Map(
    judgeColumns([...values, ...asked], judging).map((column) => [column.finding, column]),
  );
  return values.map((finding, i) => {
    const ofValues = judged.get(finding) as JudgedColumn;
    const ofMissing = judged.get(missing[i] as DriftFinding) ?? null;
    const verdict = graver(ofValues.verdict, ofMissing?.verdict ?? 'calm');
    return { values: ofValues, missing: ofMissing, verdict };
  });
}

function findingOf(judging: Judging, samples: readonly [Sample, Sample]): DriftFinding {
  const [reference, current] = samples;
  if (judging.by === 'recommended') return checkDrift(soundDriftTest(reference.kind), samples);
  const { test } = judging;
  const isTaken = test !== undefined && takes(test, reference);
  return checkDrift(isTaken ? test : defaultDriftTest(reference, current), samples);
}

/** Whether a test can compare what windows keep of such a column. Numbers are levels to a test of levels. */
export function takes(test: DriftTest, { kind }: Pick<Sample, 'kind'>): boolean {
  return test.takes.includes(kind) || (kind === 'numbers' && test.takes.includes('levels'));
}

function missingOf({ reference, current }: WindowPair): DriftFinding | null {
  if (reference.missing + current.missing === 0) return null;
  return checkDrift(MISSING_TEST, [presence(reference), presence(current)]);
}

function presence({ missing, weight }: ColumnWindow): Sample {
  return levelSample([
    ['missing', missing],
    ['present', weight - missing],
  ]);
}

function graver(a: DriftVerdict, b: DriftVerdict): DriftVerdict {
  return GRAVITY.indexOf(a) > GRAVITY.indexOf(b) ? a : b;
}
