import { percent } from '../../guardrails/index.ts';
import type { QualityFinding } from '../quality-finding.ts';
import { differsPValue } from '../shares-differ.ts';
import { partOf, shareOf, type WindowedColumn } from '../windowed-column.ts';

/** Whether more rows, or fewer, have no value than in the reference. @source Fisher (1922), Journal of the Royal Statistical Society 85: the exact test. */
export function checkMissing({ binning, reference, current }: WindowedColumn): QualityFinding {
  const before = partOf(reference, reference.missing);
  const now = partOf(current, current.missing);
  const [expected, found] = [shareOf(before), shareOf(now)];
  return {
    ...{ check: 'missing', column: binning.name },
    effect: Math.abs(found - expected),
    pValue: differsPValue(before, now),
    expected: percent(expected),
    found: percent(found),
    why: `Column "${binning.name}" has no value in ${percent(found)} of the rows, in the reference in ${percent(expected)}.`,
  };
}
