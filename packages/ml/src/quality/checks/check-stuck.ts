import { percent } from '../../guardrails/index.ts';
import { type Binning, type ColumnWindow, isLevelBinning } from '../../windows/index.ts';
import { sameBinChance } from '../chance/same-bin.ts';
import { dominantValue, sayValueOf } from '../dominant-value.ts';
import type { QualityFinding } from '../quality-finding.ts';
import { partOf, shareOf, type WindowedColumn } from '../windowed-column.ts';

/** Rows of the reference with other values, a share, below which a value is the usual one. */
const LEAST_OTHERS = 0.1;

/**
 * Whether all rows have one value where the reference varies, as of a broken sensor or a default that took the place of values.
 *
 * Not asked where windows share a value by nature: half of the past ones have a single value, and not all the same, such as an hour; or
 * they have the usual value, as most days have of a holiday. Of a usual value nothing is known without past windows.
 */
export function checkStuck({
  binning,
  reference,
  current,
  past = [],
}: WindowedColumn): QualityFinding | undefined {
  if (!isLevelBinning(binning) && binning.kind !== 'number') return undefined;
  const singles = past
    .map((window) => onlyValue(binning, window))
    .filter((value) => value !== undefined);
  if (2 * singles.length >= past.length && new Set(singles).size > 1) return undefined;
  const value = onlyValue(binning, current);
  const n = partOf(current, current.weight - current.missing).count;
  const bin = current.counts.findIndex((count) => count > 0);
  const before = partOf(
    reference,
    reference.counts[bin] ?? 0,
    reference.weight - reference.missing,
  );
  const pooled = Array.from(
    current.counts,
    (count, at) => partOf(current, count).count + partOf(reference, reference.counts[at]).count,
  );
  const others = 1 - shareOf(before);
  const nAlike = singles.filter((single) => single === value).length;
  if (others < LEAST_OTHERS && 2 * nAlike >= past.length) return undefined;
  const isStuck = n >= 2 && value !== undefined;
  return {
    ...{ check: 'stuck', column: binning.name },
    effect: isStuck ? others : 0,
    pValue: isStuck ? sameBinChance(pooled, n) : 1,
    expected: `other values in ${percent(others)} of the rows`,
    found: isStuck ? `${value} in every row` : 'more than one value',
    why: isStuck
      ? `Column "${binning.name}" is ${value} in every row; in the reference ${percent(others)} of the rows have other values.`
      : `Column "${binning.name}" has more than one value.`,
  };
}

/** The value that all rows have, as it is said; undefined where there are several, or none. */
function onlyValue(binning: Binning, window: ColumnWindow): string | undefined {
  const found = dominantValue(binning, window);
  return found && sayValueOf(binning, found.value);
}
