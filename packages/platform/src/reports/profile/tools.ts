import { type Html, html } from '../html.ts';

/** What a page offers above its cards. The script shows what only works with it. */
export function tools(orders: Readonly<Record<string, string>>, kinds: readonly string[]): Html {
  return html`<div class="tools">
<label class="search" hidden>Search columns<input type="search" id="search" autocomplete="off"></label>
<label hidden>Order<select id="order">${Object.entries(orders).map(([key, words]) => html`<option value="${key}">${words}</option>`)}</select></label>
${
  kinds.length > 1 &&
  html`<label hidden>Kind<select id="kind"><option value="">All kinds</option>${kinds.map((kind) => html`<option>${kind}</option>`)}</select></label>`
}
<fieldset><legend>Numbers as</legend>
<label><input type="radio" name="bins" checked> Histogram</label>
<label><input type="radio" name="bins" class="bins-count"> Quantiles</label></fieldset>
</div><p class="shown" id="shown" role="status"></p>`;
}
