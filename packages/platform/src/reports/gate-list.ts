import type { GateVerdict } from '@kaizenml/contracts';
import { type Html, html, withCode } from './html.ts';

/** What was held against the model, a line each; of one that passed only where more was asked than to beat guessing. */
export function gateList({ passed, checks }: GateVerdict): Html | false {
  const isAsked = checks.some(({ gate }) => gate !== 'baseline');
  if (checks.length === 0 || (passed && !isAsked)) return false;
  return html`<ul>${checks.map(
    ({ status, reason }) =>
      html`<li>${status === 'not-measured' ? '–' : status === 'passed' ? '✓' : '✗'} ${withCode(reason)}</li>`,
  )}</ul>`;
}
