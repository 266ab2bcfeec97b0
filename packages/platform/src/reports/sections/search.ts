import {
  formatClose,
  formatNumber,
  formatShare,
  parameterChart,
  trialsChart,
} from '@kaizenml/ui/charts';
import { type Html, html, trusted, withCode } from '../html.ts';
import type { Lesson, ReportInput } from '../report-input.ts';

const size = { width: 420 } as const;
const MOST_CHARTS = 6;
const MOST_SENTENCES = 3;
/** Below it a parameter hardly moves the score. */
const LEAST_SHARE = 0.05;
/** Below it the trials of an estimator do not say how its parameters act. */
const LEAST_R2 = 0.1;

/** How the search went, and what it has learned about parameters. */
export function search(input: ReportInput): Html | undefined {
  const { trials, lessons } = input.search;
  if (trials.length < 2) return undefined;
  const { title, better } = input.primaryMetric;
  const taught = lessons.filter(({ r2 }) => r2 >= LEAST_R2);
  const charts = taught
    .flatMap((lesson) =>
      lesson.effects
        .filter(({ share }) => share >= LEAST_SHARE)
        .slice(0, 2)
        .map((effect, i) => ({ lesson, effect, i })),
    )
    .toSorted((a, b) => a.i - b.i)
    .slice(0, MOST_CHARTS);
  return html`<section><h2>How the search went</h2>
<div class="grid"><div class="card">${trusted(
    trialsChart(
      {
        scores: trials.map(({ score }) => score),
        families: trials.map((trial) => trial.title),
        score: title,
        better,
        unit: 'score',
      },
      size,
    ),
  )}</div>
${charts.map(
  ({ lesson, effect }) =>
    html`<div class="card">${trusted(
      parameterChart(
        {
          ...effect,
          title: `${lesson.title}: ${effect.parameter} explains ${formatShare(effect.share)} of the differences`,
          score: title,
          better,
          unit: 'score',
        },
        size,
      ),
    )}</div>`,
)}</div>
<p class="soft small">Scores of trials are means over the folds; those of the leaderboard are on all held-out rows together.</p>
${lessons.length > 0 && html`<h3>What it learned about parameters</h3><ul>${lessons.map((lesson) => html`<li>${withCode(lessonWords(lesson, better))}</li>`)}</ul>`}</section>`;
}

/** What the trials of one estimator say, in a few sentences. */
export function lessonWords(lesson: Lesson, better: 'higher' | 'lower'): string {
  const { title, nTrials, r2, effects } = lesson;
  const start = `${title}, ${nTrials} trials:`;
  if (r2 < LEAST_R2)
    return `${start} no parameter explains who scored well; a forest of the trials tells unseen ones no better than their mean.`;
  const told = effects.filter(({ share }) => share >= LEAST_SHARE).slice(0, MOST_SENTENCES);
  const rest = effects.filter(({ share }) => share < LEAST_SHARE).map(({ parameter }) => parameter);
  const alone = effects.reduce((sum, { share }) => sum + share, 0);
  return [
    start,
    ...told.map((effect) => effectWords(effect, better)),
    ...(rest.length > 0 && told.length > 0
      ? [
          `${rest.map((name) => `\`${name}\``).join(', ')} hardly ${rest.length === 1 ? 'matters' : 'matter'}.`,
        ]
      : []),
    ...(alone < 0.5 ? ['Most of the differences come from how parameters play together.'] : []),
  ].join(' ');
}

function effectWords(
  { parameter, share, curve }: Lesson['effects'][number],
  better: 'higher' | 'lower',
): string {
  const sign = better === 'higher' ? -1 : 1;
  const ordered = curve.toSorted((a, b) => sign * (a.score - b.score));
  const [best, worst] = [ordered[0], ordered.at(-1)];
  const explains = `\`${parameter}\` explains ${formatShare(share)} of the differences`;
  if (!best || !worst) return `${explains}.`;
  return `${explains}, best near ${valueWords(best.value)} (${formatClose(best.score)} to expect), worst near ${valueWords(worst.value)} (${formatClose(worst.score)}).`;
}

function valueWords(value: number | string): string {
  return typeof value === 'number' ? formatNumber(value) : `“${value}”`;
}
