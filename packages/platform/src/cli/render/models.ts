import type { Operations, OutputOf } from '@kaizenml/contracts/operations';
import { formatEstimate, formatInstant, formatNumber, formatShare } from '../format.ts';
import { renderPairs, renderSections, renderTable } from '../table.ts';
import { renderAliasMoves } from './alias-moves.ts';
import { renderFindings } from './findings.ts';
import { renderComparison } from './model-comparison.ts';
import { renderRegistered } from './registered-models.ts';
import { renderRegistry } from './registry.ts';
import { type Look, nextPage, type Renderers } from './render.ts';
import { sayAdvice } from './say-advice.ts';

type Model = OutputOf<Operations['models']['show']>;
type Input = Model['signature']['inputs'][number];
type Summary = OutputOf<Operations['models']['alias']>;
type Step = OutputOf<Operations['models']['forecast']>['forecasts'][number];

export const renderModels: Renderers<'models'> = {
  list: ({ items, next }, look) =>
    renderTable<Summary>(items, summaryColumns, look.style) + nextPage(next, look),
  show: (model, look) => renderSections(modelSections(model, look), look.style),
  predict: ({ predictions }, { style }) => {
    const classes = Object.keys(predictions[0]?.probabilities ?? {});
    const levels = Object.keys(predictions[0]?.quantiles ?? {});
    return renderTable(
      predictions,
      [
        { title: 'prediction', cell: ({ prediction }) => answer(prediction) },
        ...classes.map((name) => ({
          title: `probability ${name}`,
          align: 'right' as const,
          cell: (row: (typeof predictions)[number]) => (row.probabilities?.[name] ?? 0).toFixed(4),
        })),
        ...levels.map((level) => ({
          title: `quantile ${level}`,
          align: 'right' as const,
          cell: (row: (typeof predictions)[number]) => formatNumber(row.quantiles?.[level] ?? 0),
        })),
      ],
      style,
    );
  },
  explain: (explained, { style }) =>
    renderSections(
      [
        [
          '',
          renderPairs(
            [
              ['prediction', answer(explained.prediction)],
              ['explained', explained.explained],
              ['average', formatNumber(explained.average)],
              ['answer', formatNumber(explained.answer)],
            ],
            style,
          ),
        ],
        [
          'What moved it',
          renderTable(
            explained.contributions.flatMap(withWords),
            [
              { title: 'column', cell: ({ column }) => column },
              { title: 'value', cell: ({ value }) => (value === null ? '–' : answer(value)) },
              {
                title: 'contribution',
                align: 'right',
                cell: ({ contribution }) =>
                  `${contribution > 0 ? '+' : ''}${formatNumber(contribution)}`,
              },
            ],
            style,
          ),
        ],
      ],
      style,
    ),
  forecast: ({ forecasts }, { style }) =>
    renderTable(
      forecasts,
      [
        ...(forecasts.some(({ series }) => series !== null)
          ? [{ title: 'series', cell: (row: Step) => row.series ?? '' }]
          : []),
        { title: 'time', cell: ({ time }: Step) => String(time) },
        {
          title: 'prediction',
          align: 'right',
          cell: ({ prediction }: Step) => formatNumber(prediction),
        },
        {
          title: '95 % interval',
          cell: ({ low_95: low, high_95: high }: Step) =>
            low === null || high === null ? '–' : `${formatNumber(low)} – ${formatNumber(high)}`,
        },
      ],
      style,
    ),
  types: ({ source }) => source,
  export: ({ model, version, path, sizeBytes }) =>
    `Wrote ${model}/${version} to ${path} (${formatNumber(sizeBytes)} bytes).\n`,
  compare: renderComparison,
  import: (model, look) =>
    renderSections(
      [
        [
          '',
          renderPairs(
            [
              ['model', `${model.name}/${model.version}`],
              ['answers', `${model.target} (${model.task})`],
              ['trained by', `${model.library}, ${model.objective}`],
              ...(model.nTrees === undefined
                ? []
                : [['trees', formatNumber(model.nTrees)] as const]),
              ...Object.entries(model.metrics).map(
                ([name, estimate]) => [name, formatEstimate(estimate)] as const,
              ),
            ],
            look.style,
          ),
        ],
        ['What to know', renderFindings(model.findings, look)],
      ],
      look.style,
    ),
  'register-proxy': renderRegistered,
  'register-function': renderRegistered,
  'register-graph': renderRegistered,
  alias: (model, { style }) => renderTable<Summary>([model], summaryColumns, style),
  history: ({ items }, look) => renderAliasMoves(items, look),
  ...renderRegistry,
};

const summaryColumns = [
  { title: 'model', cell: ({ name }: Summary) => name },
  { title: 'task', cell: ({ task }: Summary) => task ?? '–' },
  { title: 'target', cell: ({ target }: Summary) => target ?? '–' },
  {
    title: 'newest',
    align: 'right' as const,
    cell: ({ latestVersion }: Summary) => String(latestVersion ?? '–'),
  },
  {
    title: 'aliases',
    cell: ({ aliases }: Summary) =>
      Object.entries(aliases)
        .map(([alias, version]) => `${alias} → ${version}`)
        .join(', '),
  },
  { title: 'changed', cell: ({ updatedAt }: Summary) => formatInstant(updatedAt) },
];

function modelSections(model: Model, look: Look): [title: string, text: string][] {
  const { style } = look;
  const { output, inputs } = model.signature;
  return [
    [
      '',
      renderPairs(
        [
          ['model', `${model.name}/${model.version}`],
          ['aliases', model.aliases.join(', ') || '–'],
          ...(model.advice === null
            ? []
            : [['change', sayAdvice(model.advice)] as [string, string]]),
          ['predicts', `${output.name} (${model.task})`],
          ...(output.classes === undefined
            ? []
            : [['classes', output.classes.slice(0, 12).join(', ')] as const]),
          ['method', model.title],
          ['run', model.runId],
          ['created', formatInstant(model.createdAt)],
          ['artifact', model.path],
        ],
        style,
      ),
    ],
    [
      'Made of',
      model.members.length < 2
        ? ''
        : renderTable(
            model.members,
            [
              { title: 'model', cell: ({ title }) => title },
              {
                title: 'share of the answer',
                align: 'right',
                cell: ({ weight }) => (weight === null ? 'learned' : formatShare(weight)),
              },
              ...(model.members.some(({ nBagged }) => nBagged > 1) ? [bagged] : []),
            ],
            style,
          ),
    ],
    [
      'Asks',
      model.asks === undefined
        ? ''
        : renderTable(
            model.asks,
            [
              { title: 'model', cell: ({ model: asked }) => asked },
              { title: 'declared as', cell: ({ reference }) => reference },
              { title: 'step', cell: ({ step }) => step },
              { title: 'role', cell: ({ role }) => role },
              { title: 'needed', cell: ({ isNeeded }) => (isNeeded ? 'yes' : 'no') },
            ],
            style,
          ),
    ],
    [
      isImported(model.findings) ? 'Metrics' : 'Metrics on unseen rows',
      renderPairs(
        Object.entries(model.metrics).map(([name, metric]) => [name, formatEstimate(metric)]),
        style,
      ),
    ],
    [
      'Input',
      renderTable<Input>(
        inputs,
        [
          { title: 'column', cell: ({ name }) => name },
          { title: 'kind', cell: ({ kind }) => kind },
          { title: 'required', cell: ({ required }) => (required ? 'yes' : 'no') },
          {
            title: 'missing',
            align: 'right',
            cell: ({ shareMissing }) => formatShare(shareMissing),
          },
          { title: 'values', cell: valuesOf },
        ],
        style,
      ),
    ],
    [
      'Tensors',
      renderTable(
        [
          ...(model.tensors?.inputs ?? []).map((port) => ({ ...port, role: 'input' })),
          ...(model.tensors?.outputs ?? []).map((port) => ({ ...port, role: 'output' })),
        ],
        [
          { title: 'tensor', cell: ({ name }) => name },
          { title: 'is', cell: ({ role }) => role },
          { title: 'datatype', cell: ({ datatype }) => datatype },
          { title: 'shape', cell: ({ shape }) => `[${shape.join(', ')}]` },
        ],
        style,
      ),
    ],
    [
      'Importance',
      renderTable(
        model.importance,
        [
          { title: 'column', cell: ({ column }) => column },
          {
            title: 'drop of the score when shuffled',
            cell: ({ mean, sd }) =>
              formatEstimate({ value: mean, low: mean - sd, high: mean + sd }),
          },
        ],
        style,
      ),
    ],
    ['Findings', renderFindings(model.findings, look)],
    [
      'Versions',
      renderTable(
        model.versions,
        [
          { title: 'version', align: 'right', cell: ({ version }) => String(version) },
          { title: 'method', cell: ({ title }) => title },
          { title: 'aliases', cell: ({ aliases }) => aliases.join(', ') },
          { title: 'created', cell: ({ createdAt }) => formatInstant(createdAt) },
        ],
        style,
      ),
    ],
  ];
}

const bagged = {
  title: 'copies',
  align: 'right' as const,
  cell: ({ nBagged }: Model['members'][number]) => String(nBagged),
};

function valuesOf({ kind, range, levels }: Input): string {
  if (levels !== undefined)
    return (
      levels.slice(0, 5).join(', ') + (levels.length > 5 ? ` and ${levels.length - 5} more` : '')
    );
  if (range === undefined) return '';
  const show = (value: number) =>
    kind === 'date' ? new Date(value).toISOString().slice(0, 10) : formatNumber(value);
  return `${show(range[0])} to ${show(range[1])}`;
}

type Contributed = OutputOf<Operations['models']['explain']>['contributions'][number];

/** Words that are shown below their column. */
const MOST_WORDS = 5;
/** Characters of a text that are shown. */
const MOST_SHOWN = 60;

/** A column, and below one of text the words that do most. */
function withWords({ column, value, contribution, words = [] }: Contributed) {
  const isLong = typeof value === 'string' && value.length > MOST_SHOWN;
  return [
    { column, value: isLong ? `${value.slice(0, MOST_SHOWN)}…` : value, contribution },
    ...words.slice(0, MOST_WORDS).map((one) => ({
      column: '',
      value: `with the word "${one.word}"`,
      contribution: one.contribution,
    })),
  ];
}

function answer(value: string | number): string {
  return typeof value === 'number' ? formatNumber(value) : value;
}

/** Only who trained an imported model knows which rows it has seen. */
function isImported(findings: Model['findings']): boolean {
  return findings.some(({ code }) => code === 'MODEL_IMPORTED');
}
