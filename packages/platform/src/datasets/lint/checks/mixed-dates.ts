import { type ColumnCheck, countOf, placesOf, quoted } from '../check.ts';
import { type ColumnEvidence, nOf, nValues } from '../evidence/column-evidence.ts';

/** Dates of one column written in two ways. */
export const mixedDates: ColumnCheck = (column, table) =>
  mixedOrders(column, table) ?? mixedTimes(column, table);

const mixedOrders: ColumnCheck = (column, { at }) => {
  const { name, orders } = column;
  const formats = [...orders]
    .filter(([order]) => !isUnclearAmongClear(order, orders))
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

function isUnclearAmongClear(order: string, orders: ColumnEvidence['orders']): boolean {
  if (order === 'a/b/y') return orders.has('d/m/y') || orders.has('m/d/y');
  return order === 'a-b-y' && (orders.has('d-m-y') || orders.has('m-d-y'));
}

/** Dates with and without a time of day, or with times that are written in two ways. */
const mixedTimes: ColumnCheck = (column, { at }) => {
  if (at === 'row') return undefined;
  const { name, timeStyles } = column;
  const styles = [...timeStyles].sort(([, a], [, b]) => b.count - a.count);
  const [, rarest] = styles.at(-1) ?? [];
  const total = nValues(column);
  if (styles.length < 2 || rarest === undefined || nOf(column, 'date') < 0.5 * total)
    return undefined;
  const shown = styles.map(
    ([, { first }]) => `${quoted(first[0]?.value ?? '')} in ${at} ${first[0]?.line}`,
  );
  return {
    code: 'DATES_MIXED',
    severity: 'warning',
    column: name,
    message: `Column '${name}' writes the time of day in ${styles.length} ways, ${shown.join(' and ')}; the rarest in ${countOf(rarest.count, total)}`,
    hint: 'Write all of them in one way, such as 2021-03-31T14:05:00Z.',
    ...placesOf(rarest, total),
  };
};
