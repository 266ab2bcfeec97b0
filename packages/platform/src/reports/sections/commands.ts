import { type Html, html } from '../html.ts';
import { shellWord } from '../quote.ts';
import type { ReportInput } from '../report-input.ts';

/** The lines that repeat the run and use the model. */
export function commands({ dataset, target, champion, settings, task }: ReportInput): Html {
  const { seed, budgetMs, trials } = settings;
  const again = [
    'kaizen run',
    shellWord(dataset.source ?? `${dataset.name}@${dataset.version}`),
    `--target ${shellWord(target)}`,
    ...(budgetMs === undefined ? [] : [`--budget ${Math.round(budgetMs / 1000)}s`]),
    ...(trials === undefined ? [] : [`--trials ${trials}`]),
    `--seed ${seed}`,
  ].join(' ');
  const shell = [
    '# the same run again',
    again,
    ...(champion.version === null
      ? []
      : [
          '',
          '# answers for a file of new rows',
          `kaizen predict ${shellWord(`${champion.model}/${champion.version}`)} new-rows.csv --out predictions.csv`,
          '',
          '# an HTTP endpoint and these figures in the browser',
          'kaizen serve',
        ]),
  ].join('\n');
  return html`<section><h2>As commands</h2><pre>${shell}</pre>
${champion.version !== null && html`<pre>${snippet(champion.model, champion.version, task === 'regression')}</pre>`}</section>`;
}

function snippet(model: string, version: number, isNumber: boolean): string {
  return [
    `import { createClient } from '@kaizenml/contracts/client';`,
    '',
    `const kaizen = createClient({ url: 'http://127.0.0.1:7400', fetch });`,
    `const { predictions } = await kaizen.models.predict({ name: '${model}/${version}', rows });`,
    `console.log(predictions[0].prediction${isNumber ? '' : ', predictions[0].probabilities'});`,
  ].join('\n');
}
