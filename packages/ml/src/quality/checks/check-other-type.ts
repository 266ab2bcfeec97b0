import { showValue } from '@kaizenml/contracts';
import { percent } from '../../guardrails/index.ts';
import type { QualityFinding } from '../quality-finding.ts';
import { moreOftenPValue } from '../shares-differ.ts';
import { type Part, partOf, shareOf, type WindowedColumn } from '../windowed-column.ts';

/** Whether values come as another type than that of the reference, which had none of these: its column is of one kind. */
export function checkOtherType({
  binning,
  reference,
  current,
  otherType,
}: WindowedColumn): QualityFinding | undefined {
  if (otherType === undefined) return undefined;
  const before: Part = { ...partOf(reference, 0) };
  const { of } = partOf(current, 0);
  const now: Part = { count: Math.round((otherType.nRows * of) / current.nRows), of };
  const { name, kind } = binning;
  const found = percent(shareOf(now));
  const such = 'example' in otherType ? `, such as ${showValue(otherType.example)}` : '';
  return {
    ...{ check: 'type', column: name },
    effect: shareOf(now),
    pValue: moreOftenPValue(before, now),
    expected: kind,
    found: `${found} of another type${such}`,
    why: `Column "${name}" is of kind ${kind} in the reference, and ${found} of the rows have another type${such}.`,
  };
}
