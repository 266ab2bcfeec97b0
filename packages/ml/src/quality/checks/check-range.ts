import { percent } from '../../guardrails/index.ts';
import { isLevelBinning, type NumberBinning } from '../../windows/index.ts';
import { exceedancesTail } from '../chance/exceedances.ts';
import type { QualityFinding } from '../quality-finding.ts';
import { sayNumber } from '../say-number.ts';
import { partOf, shareOf, type WindowedColumn } from '../windowed-column.ts';

/**
 * Whether more rows lie beyond all values of the reference than a new sample has there by chance. Of texts and ids their lengths are
 * asked; not of dates, which go on.
 */
export function checkRange({
  binning,
  reference,
  current,
}: WindowedColumn): QualityFinding | undefined {
  if (isLevelBinning(binning) || binning.kind === 'date') return undefined;
  const { min, max, weight } = reference.moments;
  if (weight === 0) return undefined;
  const below = sumOf(current.counts, 0, countBelow(binning, min));
  const above = sumOf(current.counts, countBelow(binning, max) + 1, current.counts.length);
  const outside = Math.max(0, below + above - current.infinite);
  const now = partOf(current, outside, current.moments.weight);
  const before = partOf(reference, 0, weight);
  const isNumber = binning.kind === 'number';
  const subject = isNumber
    ? `Column "${binning.name}" is`
    : `Texts of column "${binning.name}" are`;
  const range = `${sayNumber(min)} to ${sayNumber(max)}${isNumber ? '' : ' letters'}`;
  const ends = [
    ...(current.moments.min < min ? [`${sayNumber(current.moments.min)} at least`] : []),
    ...(current.moments.max > max ? [`${sayNumber(current.moments.max)} at most`] : []),
  ].join(' and ');
  const share = percent(shareOf(now));
  return {
    ...{ check: 'range', column: binning.name },
    effect: shareOf(now),
    pValue: now.of === 0 ? 1 : exceedancesTail(now.count, { n: now.of, m: before.of }),
    expected: range,
    found: `${share} beyond${ends === '' ? '' : `, ${ends}`}`,
    why: `${subject} beyond the range of the reference, ${range}, in ${share} of the rows${ends === '' ? '' : `: ${ends}`}.`,
  };
}

/** Edges below a value, which is the bin that it is in. */
function countBelow({ edges }: NumberBinning, value: number): number {
  let count = 0;
  while (count < edges.length && edges[count] < value) count++;
  return count;
}

function sumOf(counts: Float64Array, from: number, to: number): number {
  let sum = 0;
  for (let bin = from; bin < to; bin++) sum += counts[bin];
  return sum;
}
