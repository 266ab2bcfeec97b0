import { type ColumnCheck, countOf, placesOf, quoted } from '../check.ts';
import { nValues } from '../evidence/column-evidence.ts';

/** Dates of one column written in two ways. */
export const mixedDates: ColumnCheck = (column, { at }) => {
  const { name, orders } = column;
  const isClear = (order: string) => order === 'd/m/y' || order === 'm/d/y';
  const formats = [...orders]
    .filter(([order]) => order !== 'a/b/y' || ![...orders.keys()].some(isClear))
    .sort(([, a], [, b]) => b.count - a.count);
  if (formats.length < 2) return undefined;
  const [, rarest] = formats.at(-1) ?? [];
  if (rarest === undefined) return undefined;
  const total = nValues(column);
  const shown = formats.map(
    ([order, { first }]) =>
      `${order} (${quoted(first[0]?.value ?? '')} in ${at} ${first[0]?.line})`,
  );
  return {
    code: 'DATES_MIXED',
    severity: 'warning',
    column: name,
    message: `Column '${name}' writes dates in ${formats.length} ways, ${shown.join(' and ')}; the rarest in ${countOf(rarest.count, total)}`,
    hint: 'Write all dates as YYYY-MM-DD.',
    ...placesOf(rarest, total),
  };
};
