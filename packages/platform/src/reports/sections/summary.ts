import { formatDuration, formatNumber } from '@kaizenml/ui/charts';
import { gateList } from '../gate-list.ts';
import { headline } from '../headline.ts';
import { type Html, html, withCode } from '../html.ts';
import type { ReportInput } from '../report-input.ts';

/** The result in a sentence, the verdict of the gate and the key facts. */
export function summary(input: ReportInput): Html {
  const { run, dataset, champion, gate, nTrainRows, nTestRows } = input;
  return html`<header>
<p class="soft small">Report of run ${run.name}</p>
<h1>${withCode(headline(input))}</h1>
${verdict(gate, champion)}
<dl class="facts">
${fact('Data', `${dataset.name}@${dataset.version}`)}
${fact('Rows', `${formatNumber(dataset.nRows)}: learned from ${formatNumber(nTrainRows)}, kept ${formatNumber(nTestRows)} unseen`)}
${fact('Target', input.target)}
${fact('Model', champion.version === null ? `${champion.model} (not registered)` : `${champion.model}/${champion.version}`)}
${fact('Candidates tried', String(input.search.trials.length))}
${fact('Took', formatDuration(run.durationMs))}
</dl>
</header>`;
}

function verdict(gate: ReportInput['gate'], champion: ReportInput['champion']): Html {
  const words = gate.passed ? 'The gate passed.' : 'The gate did not pass.';
  const next = gate.passed
    ? `It is registered as \`${champion.model}\`${champion.version === null ? '' : ` version ${champion.version}`} and ready to answer.`
    : 'It is not registered.';
  return html`<div class="card verdict${gate.passed ? '' : ' failed'}"><strong>${gate.passed ? '✓' : '✗'} ${words}</strong> ${withCode(next)}
${gateList(gate)}</div>`;
}

function fact(name: string, value: string): Html {
  return html`<div><dt>${name}</dt><dd>${value}</dd></div>`;
}
