import type { ColumnStatistics, DatasetStatistics } from '@kaizenml/contracts';
import { COLUMN_ORDERS, columnCard, shareMissing } from '@kaizenml/ui/charts';
import { type Html, html, trusted } from '../html.ts';
import { tools } from './tools.ts';

/** From so many columns on, cards are shorter and drawn when they come into view. */
const MANY = 150;

/** A card for each column. */
export function columns({ columns: all }: DatasetStatistics): Html {
  const isMany = all.length > MANY;
  const kinds = [...new Set(all.map(({ kind }) => kind))].sort();
  return html`<section><h2>Columns</h2>${tools(COLUMN_ORDERS, kinds)}
<ul class="columns${isMany && trusted(' many')}" id="cards">${all.map((column) => card(column, isMany))}</ul></section>`;
}

function card(column: ColumnStatistics, isBrief: boolean): Html {
  return html`<li data-name="${column.name}" data-kind="${column.kind}" data-missing="${-shareMissing(column)}" data-distinct="${-column.distinct.count}">${trusted(columnCard(column, { isBrief }))}</li>`;
}
