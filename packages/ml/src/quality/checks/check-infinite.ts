import { percent } from '../../guardrails/index.ts';
import type { QualityFinding } from '../quality-finding.ts';
import { moreOftenPValue } from '../shares-differ.ts';
import { partOf, shareOf, type WindowedColumn } from '../windowed-column.ts';

/** Whether infinite values come more often than in the reference, as a division by 0 leaves them. */
export function checkInfinite({
  binning,
  reference,
  current,
}: WindowedColumn): QualityFinding | undefined {
  if (binning.kind !== 'number') return undefined;
  const before = partOf(reference, reference.infinite);
  const now = partOf(current, current.infinite);
  const [expected, found] = [shareOf(before), shareOf(now)];
  return {
    ...{ check: 'infinite', column: binning.name },
    effect: Math.max(0, found - expected),
    pValue: moreOftenPValue(before, now),
    expected: percent(expected),
    found: percent(found),
    why: `Column "${binning.name}" is infinite in ${percent(found)} of the rows, in the reference in ${percent(expected)}: is something divided by 0 before it comes?`,
  };
}
