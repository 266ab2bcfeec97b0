import { isLevelBinning } from '@kaizenml/ml/windows';
import { percent, sayMove, shareMissing } from '../judging/say-move.ts';
import type { ComparedWindow, WindowPair } from './compare-windows.ts';

/** Share of the values beyond all of the reference from which on they are told. */
const MANY_BEYOND = 0.05;

/** What moved in a column, in words; null where neither its values nor what is missing drifted. */
export function describeMove(
  { binning, reference, current }: WindowPair,
  { values, missing }: Pick<ComparedWindow, 'values' | 'missing'>,
): string | null {
  const told = [
    ...(values.verdict === 'drift'
      ? [
          sayMove(binning, reference, current),
          ...(isLevelBinning(binning) ? [] : sayBeyond(reference.counts, current.counts)),
        ]
      : []),
    ...(missing?.verdict === 'drift'
      ? [`missing ${percent(shareMissing(reference))} → ${percent(shareMissing(current))}`]
      : []),
  ];
  return told.length === 0 ? null : told.join('; ');
}

/** How many values lie in bins before the first, or behind the last, in which the reference has values. */
function sayBeyond(reference: Float64Array, current: Float64Array): string[] {
  const first = reference.findIndex((count) => count > 0);
  const last = reference.findLastIndex((count) => count > 0);
  let [below, above, all] = [0, 0, 0];
  for (const [bin, count] of current.entries()) {
    all += count;
    if (bin < first) below += count;
    else if (bin > last) above += count;
  }
  const most = Math.max(below, above) / all;
  if (first < 0 || !(most >= MANY_BEYOND)) return [];
  return [`${percent(most)} ${above >= below ? 'above' : 'below'} all of the reference`];
}
