import type { DatasetStatistics } from '@kaizenml/contracts';
import { countOf, formatShare } from '@kaizenml/ui/charts';
import { type Html, html } from '../html.ts';

/** How exact the figures are. */
export function accuracy({
  columns,
  nRows,
  associations,
  nAssociatedRows,
}: DatasetStatistics): Html {
  const distinct = Math.max(0, ...columns.map((column) => column.distinct.relativeError));
  const ranks = Math.max(0, ...columns.map(({ number }) => number?.rankError ?? 0));
  const isCountEstimate = columns.some(
    ({ top, number }) => top.some(({ error }) => error > 0) || (number?.equalWidth?.error ?? 0) > 0,
  );
  const isSampled = nAssociatedRows !== undefined && nAssociatedRows < nRows;
  return html`<section><h2>How exact this is</h2><ul>
<li>Rows, missing values, extremes, means and standard deviations are exact.</li>
<li>${distinct === 0 ? 'Different values were counted one by one.' : `Different values with ≈ are estimates with a standard error of ${formatShare(distinct)}.`}</li>
<li>${ranks === 0 ? 'Quantiles are exact.' : `Quantiles with ≈ lie within ± ${formatShare(ranks)} of the rows of the true ones, with a chance of 99\u{a0}%.`}</li>
${isCountEstimate && html`<li>Counts with ≈ may be too high, or off by the rows of a bin that two others share.</li>`}
${(associations?.length ?? 0) > 0 && html`<li>Associations were measured on ${isSampled ? `a sample of ${countOf(nAssociatedRows, 'row')}` : 'all rows'}.</li>`}
</ul></section>`;
}
