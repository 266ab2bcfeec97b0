import {
  formatDuration,
  formatMetric,
  formatNumber,
  intervalDots,
  learningCurveChart,
} from '@kaizenml/ui/charts';
import { type Html, html, trusted, withCode } from '../html.ts';
import { findings } from '../sections/findings.ts';
import { reportStyles } from '../styles.ts';
import type { QuickReportInput } from './quick-input.ts';

const size = { width: 420 } as const;

/** The report of a quick look as one HTML document that needs nothing else. */
export function renderQuickReport(input: QuickReportInput): string {
  return html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width,initial-scale=1">
<meta name="color-scheme" content="light dark"><title>${input.target}: quick look · KaizenML report</title>
<style>${trusted(reportStyles)}</style></head><body><main>
${answer(input)}
<section><h2>Would more rows help?</h2><p>${withCode(input.advice)}</p><div class="grid">${charts(input).map((chart) => html`<div class="card">${trusted(chart)}</div>`)}</div></section>
${candidates(input)}
${findings(input.findings)}
${method(input)}
<footer>Written by KaizenML · run ${input.run.id}</footer>
</main></body></html>
`.markup;
}

function answer({ run, dataset, target, sentence, answer, nRows }: QuickReportInput): Html {
  const isNo = answer === 'no';
  return html`<header>
<p class="soft small">Quick look at ${run.name}</p>
<h1>${withCode(sentence)}</h1>
<div class="card verdict${isNo ? ' failed' : ''}"><strong>${isNo ? '✗' : answer === 'yes' ? '✓' : '?'} ${isNo ? 'Not worth it with these columns.' : answer === 'yes' ? 'Worth it.' : 'Perhaps worth it.'}</strong> No model was registered, and the test part was not looked at.</div>
<dl class="facts">
${fact('Data', `${dataset.name}@${dataset.version}`)}
${fact('Target', target)}
${fact('Rows looked at', `${formatNumber(nRows)} of ${formatNumber(dataset.nRows)}`)}
${fact('Took', formatDuration(run.durationMs))}
</dl>
</header>`;
}

function charts({ metric, rows, value, baseline, candidates: rivals }: QuickReportInput): string[] {
  const { title: score, better, unit } = metric;
  const dots = [
    ...(value === null ? [] : [{ label: 'the best candidate', ...value }]),
    ...rivals.flatMap(({ title, score: mean, isBaseline }) =>
      isBaseline && mean !== null ? [{ label: title, value: mean, isMuted: true }] : [],
    ),
  ];
  return [
    ...(rows === null
      ? []
      : [
          learningCurveChart(
            { score, better, unit, ...rows, ...(baseline !== null && { baseline }) },
            size,
          ),
        ]),
    intervalDots(
      {
        title: 'The best candidate beside guessing',
        caption: 'Out of fold, without the luck of the best of several; 90 % interval.',
        axis: `${score}, ${better} is better`,
        unit,
        dots,
      },
      size,
    ),
  ];
}

function candidates({ candidates: rows, metric }: QuickReportInput): Html {
  return html`<section><h2>What was tried</h2><div class="card scroll"><table><thead><tr><th>Candidate</th><th class="n">${metric.title}</th><th class="n">± over folds</th><th class="n">Fit</th></tr></thead><tbody>
${rows.map(({ title, score, scoreSd, fitMs }) => html`<tr><td>${title}</td><td class="n">${score === null ? '–' : formatMetric(score, metric.unit)}</td><td class="n">${scoreSd === null ? '–' : formatMetric(scoreSd, metric.unit)}</td><td class="n">${fitMs === null ? '–' : formatDuration(fitMs)}</td></tr>`)}
</tbody></table></div></section>`;
}

function method({ why, timings, nTrainRows }: QuickReportInput): Html {
  return html`<section><h2>How it was done</h2><div class="card"><ol>
<li>The test part was set aside and not looked at; ${formatNumber(nTrainRows)} rows were left to learn from.</li>
<li>A few candidates that were good elsewhere were judged by cross-validation, and again on fewer and fewer rows.</li>
${why.map((sentence) => html`<li>${withCode(sentence)}</li>`)}
</ol><p class="soft small">${timings.map(({ step, ms }) => `${step} ${formatDuration(ms)}`).join(' · ')}</p></div></section>`;
}

function fact(name: string, value: string): Html {
  return html`<div><dt>${name}</dt><dd>${value}</dd></div>`;
}
