import type { OutputField, WeakSegment } from '@kaizenml/contracts';

/** Where a model is weak, as its card and its answers say it. */
export function weakSentence(segment: WeakSegment, { name, classes }: OutputField): string {
  const { loss, lossElsewhere, nRows } = segment;
  const rows = `${nRows} held-out rows ${placeOf(segment)}`;
  if (classes !== undefined)
    return `In ${rows} it called ${percent(loss)} wrongly, elsewhere ${percent(lossElsewhere)}.`;
  return `In ${rows} it missed "${name}" by ${Number(loss.toPrecision(3))} on average, elsewhere by ${Number(lossElsewhere.toPrecision(3))}.`;
}

function placeOf({ column, level, low, high }: WeakSegment): string {
  if (level === null) return `without \`${column}\``;
  if (level !== undefined) return `whose \`${column}\` is "${level}"`;
  const ends = [
    low === undefined ? [] : [`above ${Number(low.toPrecision(6))}`],
    high === undefined ? [] : [`up to ${Number(high.toPrecision(6))}`],
  ].flat();
  return `whose \`${column}\` is ${ends.join(' and ')}`;
}

function percent(share: number): string {
  return `${Number((100 * share).toPrecision(3))} %`;
}
