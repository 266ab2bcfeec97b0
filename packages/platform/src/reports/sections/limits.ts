import { bestBaseline } from '../headline.ts';
import { type Html, html, withCode } from '../html.ts';
import { limitsOf } from '../limits.ts';
import type { ReportInput } from '../report-input.ts';

/** When not to use the model. */
export function limits(input: ReportInput): Html {
  const isAhead = aheadOfBaselines(input);
  const sentences = limitsOf({
    task: input.task,
    target: input.target,
    findings: input.findings,
    columns: input.importance.map(({ column }) => column),
    ranges: rangesOf(input),
    nTestRows: input.nTestRows,
    splitKind: input.settings.splitKind,
    ...(isAhead === undefined ? {} : { isAhead }),
  });
  return html`<section><h2>When not to use it</h2><ul>${sentences.map((sentence) => html`<li>${withCode(sentence)}</li>`)}</ul></section>`;
}

function rangesOf({ importance, profile }: ReportInput) {
  return importance.flatMap(({ column }) => {
    const found = profile.columns.find(({ name }) => name === column);
    const { min = null, max = null } = found?.number ?? {};
    return found?.kind !== 'number' || min === null || max === null
      ? []
      : [{ column, low: min, high: max }];
  });
}

function aheadOfBaselines(input: ReportInput): boolean | undefined {
  const { name, better } = input.primaryMetric;
  const ours = input.metrics[name];
  const theirs = bestBaseline(input, name)?.metrics[name];
  if (!ours || !theirs) return undefined;
  return better === 'higher'
    ? (ours.low ?? ours.value) > theirs.value
    : (ours.high ?? ours.value) < theirs.value;
}
