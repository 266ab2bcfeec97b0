import { CHANGE_ORDERS, type ColumnChange, changeCard, pairNames } from '@kaizenml/ui/charts';
import { type Html, html, trusted } from '../html.ts';
import type { ProfileInput } from './profile-input.ts';
import { tools } from './tools.ts';

const MANY = 150;

/** A card for each column of either table, what changed most first. */
export function changedColumns(
  changes: readonly ColumnChange[],
  { name, againstName }: Pick<ProfileInput, 'name' | 'againstName'>,
): Html {
  const names = pairNames(againstName ?? 'before', name);
  const isMany = changes.length > MANY;
  return html`<section><h2>What changed</h2>
<p class="legend"><span>${names[0]}</span><span class="after">${names[1]}</span></p>
<p class="soft small">L∞ is the largest difference of the shares of one value; the Jensen-Shannon divergence is 0 for equal distributions and 1 where nothing is shared. Marked from 0.1 on.</p>
${tools(CHANGE_ORDERS, [])}
<ul class="columns${isMany && trusted(' many')}" id="cards">${changes.map(
    (change) =>
      html`<li data-name="${change.name}" data-change="${-change.size}" data-divergence="${-(change.jensenShannon ?? -1)}" data-distance="${-(change.lInfinity ?? -1)}" data-missing="${-Math.abs(change.missing)}">${trusted(changeCard(change, { names }))}</li>`,
  )}</ul></section>`;
}
