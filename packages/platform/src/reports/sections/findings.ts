import { FINDINGS, type Finding, type Severity } from '@kaizenml/contracts';
import { type Html, html, withCode } from '../html.ts';

const ORDER: readonly Severity[] = ['error', 'warning', 'info'];
const WORDS: Readonly<Record<Severity, string>> = {
  error: '✗ Stop',
  warning: '! Look at this',
  info: 'i Good to know',
};

/** What was noticed, the gravest first, each with what to do. */
export function findings(
  found: readonly Finding[],
  nothing = 'Nothing stood out in the data or the model.',
): Html {
  const sorted = ORDER.flatMap((severity) => found.filter((one) => one.severity === severity));
  return html`<section><h2>What was noticed</h2>
${
  sorted.length === 0
    ? html`<p>${nothing}</p>`
    : html`<ul class="findings">${sorted.map(
        ({ severity, code, message, hint }) => html`<li class="card ${severity}">
<span class="tag">${WORDS[severity]} · ${FINDINGS[code] ?? code}</span><br>${withCode(message)}
${hint !== undefined && html`<br><span class="soft">${withCode(hint)}</span>`}</li>`,
      )}</ul>`
}</section>`;
}
