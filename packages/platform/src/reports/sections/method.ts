import { countOf, formatDuration, formatNumber, formatShare } from '@kaizenml/ui/charts';
import { type Html, html } from '../html.ts';
import type { ReportInput } from '../report-input.ts';

const SPLITS: Readonly<Record<ReportInput['settings']['splitKind'], string>> = {
  random: 'at random',
  stratified: 'at random, with the same share of every class on both sides',
  group: 'by group, so that no group is on both sides',
  time: 'by time: the newest rows were kept',
};
const STATUS = { finished: 'done', reused: 'reused', failed: 'failed' } as const;

/** How the result came about: enough to judge it and to repeat it. */
export function method({
  settings,
  search,
  team,
  timings,
  run,
  dataset,
  nTestRows,
  primaryMetric,
}: ReportInput): Html {
  const { folds, seed, testShare, splitKind, budgetMs } = settings;
  const finished = search.trials.filter(({ score }) => score !== null).length;
  return html`<section><h2>How it was done</h2><div class="grid"><div class="card"><ol>
<li>${formatShare(testShare)} of the rows (${formatNumber(nTestRows)}) were put aside ${SPLITS[splitKind]}, and not looked at before the end.</li>
<li>${countOf(finished, 'candidate')} of ${search.trials.length} ${finished === 1 ? 'was' : 'were'} compared by ${folds}-fold cross-validation on the rest${budgetMs !== undefined && `, within a budget of ${formatDuration(budgetMs)}`}, by ${primaryMetric.title}.</li>
<li>${made(team)} was fitted on all of the rest and measured once on the rows put aside.</li>
</ol><p class="soft small">Seed ${seed} · run <code>${run.id}</code> · started ${run.startedAt.slice(0, 16).replace('T', ' ')} UTC · data <code>${dataset.hash.slice(0, 16)}</code></p></div>
<div class="card scroll"><table><thead><tr><th>Step</th><th class="n">Time</th><th>State</th></tr></thead><tbody>
${timings.map(({ step, ms, status }) => html`<tr><td>${step}</td><td class="n">${formatDuration(ms)}</td><td>${STATUS[status]}</td></tr>`)}
</tbody></table></div></div></section>`;
}

function made(team: ReportInput['team']): string {
  if (team === undefined || team.members.length === 0) return 'The best';
  return `What ${team.members.length} of them say together, the ${team.kind === 'mixture' ? 'weighted mean' : team.kind},`;
}
