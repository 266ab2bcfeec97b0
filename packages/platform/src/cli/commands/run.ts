import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { AppError, TABLE_TASKS, TASK_WORDS } from '@kaizenml/contracts';
import type { RunResult, TableTaskResult } from '../../pipelines/index.ts';
import { command } from '../command.ts';
import { renderQuickSummary } from '../render/quick-summary.ts';
import { renderRunSummary } from '../render/run-summary.ts';
import { renderTableRunSummary } from '../render/table-run-summary.ts';

/** `kaizen run`: from a file and a target to a registered, explained model. */
export const run = command({
  name: 'run',
  doc: 'Trains a model: reads the data, checks it, tries models, explains the best one and registers it.',
  args: { source: { doc: 'A data file (CSV, TSV, Parquet, JSON lines, ARFF), or a kaizen.yaml.' } },
  flags: {
    target: { kind: 'text', doc: 'Column to predict.', placeholder: 'COL' },
    task: {
      kind: 'text',
      doc: `Kind of answer: ${[...TASK_WORDS, ...TABLE_TASKS].join(', ')}. Default: inferred from the target.`,
      placeholder: 'TASK',
    },
    metric: {
      kind: 'text',
      doc: 'Metric that chooses the champion. Default: by the task.',
      placeholder: 'NAME',
    },
    budget: {
      kind: 'text',
      doc: 'Wall time of the whole run, such as 30s, 5m or 1h. Default 60s.',
      placeholder: 'TIME',
    },
    trials: {
      kind: 'integer',
      doc: 'Number of candidates instead of a budget: the same result on every machine.',
    },
    quick: {
      kind: 'boolean',
      doc: 'Only say whether it is worth it, within a minute: a score beside guessing, and whether more rows or columns would help. Registers nothing.',
    },
    time: {
      kind: 'text',
      doc: 'Column of time: a forecast goes along it, other models are measured on later rows than they learned from.',
      placeholder: 'COL',
    },
    group: {
      kind: 'text',
      doc: 'Column whose rows stay together in every split; a ranking ranks within it.',
      placeholder: 'COL',
    },
    weights: {
      kind: 'text',
      doc: 'Column of numbers that tell how much a row counts.',
      placeholder: 'COL',
    },
    series: {
      kind: 'text',
      doc: 'Of a forecast: column that tells series apart, such as a store.',
      placeholder: 'COL',
    },
    horizon: {
      kind: 'integer',
      doc: 'Of a forecast: steps ahead. Default: usual for the frequency.',
    },
    season: {
      kind: 'integer',
      doc: 'Of a forecast: steps after which a pattern repeats; 1 for none. Default: inferred.',
    },
    frequency: {
      kind: 'text',
      doc: 'Of a forecast: distance of points, such as month or "30 minutes". Default: inferred.',
      placeholder: 'UNIT',
    },
    clusters: { kind: 'integer', doc: 'Number of clusters. Default: chosen.' },
    share: {
      kind: 'number',
      doc: 'Share of the rows that are called anomalies, such as 0.01. Default: by false alarms.',
    },
    detector: {
      kind: 'text',
      choices: ['isolation-forest', 'robust-distance'],
      doc: 'What finds anomalies. Default: isolation-forest.',
    },
    seed: { kind: 'integer', doc: 'Seed of everything that draws at random. Default 1.' },
  },
  examples: [
    'kaizen run churn.csv --target churned',
    'kaizen run houses.parquet --target price --budget 5m',
    'kaizen run churn.csv --target churned --quick',
    'kaizen run hits.csv --target grade --task ranking --group query',
    'kaizen run sales.csv --task forecast --target sales --time month --series store',
    'kaizen run customers.csv --task clusters',
    'kaizen run payments.csv --task anomalies --share 0.01',
    'kaizen run kaizen.yaml --json > result.json',
  ],
  async run({ args, flags, json, terminal, progress, signal, openApp }) {
    const { readProject } = await import('../../pipelines/read-project.ts');
    const { project, folder } = await readProject(resolve(args.source), flags);
    const needsTarget = project.task !== 'clusters' && project.task !== 'anomalies';
    if (needsTarget && project.target === undefined)
      throw await targetMissing(args.source, resolve(folder, project.data));
    const app = await openApp();
    const { lookQuickly, runProject } = await import('../../pipelines/index.ts');
    const startedAt = Math.round(performance.timeOrigin);
    if (flags.quick) {
      const seen = await lookQuickly(app, project, { folder, progress, signal, startedAt });
      if (json) terminal.printJson(seen);
      else terminal.print(renderQuickSummary(seen, terminal));
      return seen.answer === 'no' ? 3 : 0;
    }
    const options = { folder, progress, signal, startedAt };
    const result = (await runProject(app, project, options)) as RunResult | TableTaskResult;
    if (json) terminal.printJson(result);
    else if (isOfTable(result)) terminal.print(renderTableRunSummary(result, terminal));
    else terminal.print(renderRunSummary(result, terminal));
    return result.gate.passed ? 0 : 3;
  },
});

function isOfTable(result: RunResult | TableTaskResult): result is TableTaskResult {
  return TABLE_TASKS.some((task) => task === result.task);
}

async function targetMissing(source: string, data: string): Promise<AppError> {
  const names = existsSync(data) ? await namesOf(data) : [];
  const shown = names.slice(0, 20);
  const last = names.at(-1);
  return new AppError('ARGUMENT_INVALID', {
    message: `\`kaizen run\` needs the column to predict, got none (${source}).`,
    hint:
      last === undefined
        ? 'Name it with `--target COL`, or as `target:` in kaizen.yaml.'
        : `Name it with \`--target\`, for example \`--target "${last}"\`. The columns are: ${shown.join(', ')}${names.length > shown.length ? ` and ${names.length - shown.length} more` : ''}. Without a column to predict there are \`--task clusters\` and \`--task anomalies\`.`,
    details: { source, folder: dirname(data), columns: names },
  });
}

async function namesOf(path: string): Promise<string[]> {
  const { readTable } = await import('../../datasets/index.ts');
  const { table } = await readTable(path);
  return table.columns.map(({ name }) => name);
}
