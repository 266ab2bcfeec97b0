import type { Association } from '@kaizenml/contracts';
import {
  associationDigits,
  associationMatrix,
  MEASURES,
  strongestPairs,
} from '@kaizenml/ui/charts';
import { type Html, html, trusted } from '../html.ts';
import type { ProfileInput } from './profile-input.ts';

const MOST_COLUMNS = 40;
const MOST_PAIRS = 20;

/** How closely columns belong together: a heat map, and the strongest pairs as a table. */
export function associations({ statistics, target }: ProfileInput): Html | false {
  const { columns, associations: all = [] } = statistics;
  const pairs = strongestPairs(all);
  if (pairs.length === 0) return false;
  const names = columns.map(({ name }) => name);
  const shown = new Set(pairs.flatMap(({ columns: pair }) => pair));
  const width = Math.min(1120, 220 + 44 * Math.min(MOST_COLUMNS, shown.size));
  const ofTarget = target === null ? [] : pairs.filter((pair) => pair.columns.includes(target));
  return html`<section><h2>Associations</h2>
<p>Pearson’s r between numbers (−1 to 1, blue rises together, orange falls), Cramér’s V between categories and the correlation ratio ε between a category and a number (0 to 1). An association is not a cause.</p>
${ofTarget.length > 0 && html`<h3>With ${target ?? ''}</h3>${pairTable(ofTarget.slice(0, MOST_PAIRS))}<h3>Between all columns</h3>`}
<div class="card matrix" tabindex="0" role="group" aria-label="Heat map of associations">${trusted(associationMatrix({ columns: names, associations: all, limit: MOST_COLUMNS }, { width }))}</div>
${shown.size > MOST_COLUMNS && html`<p class="soft small">The ${MOST_COLUMNS} columns with the strongest associations of ${shown.size}.</p>`}
<h3>The strongest</h3>${pairTable(pairs.slice(0, MOST_PAIRS))}</section>`;
}

function pairTable(pairs: readonly Association[]): Html {
  return html`<div class="card scroll"><table><thead><tr><th scope="col">Column</th><th scope="col">Column</th><th scope="col">Measure</th><th scope="col" class="n">Value</th></tr></thead>
<tbody>${pairs.map(({ columns: [a, b], measure, value }) => html`<tr><td>${a}</td><td>${b}</td><td>${MEASURES[measure].title}</td><td class="n">${associationDigits(value, measure)}</td></tr>`)}</tbody></table></div>`;
}
