import type { TableTaskResult } from '../../pipelines/index.ts';
import { FORECAST_METHODS } from '../../reports/index.ts';
import { formatNumber, formatShare } from '../format.ts';
import { renderTable } from '../table.ts';
import type { Terminal } from '../terminal.ts';
import { gateLines } from './gates.ts';
import { sayAdvice } from './say-advice.ts';

type Style = Terminal['style'];

const MOST_FINDINGS = 8;
const MOST_ROWS = 12;

const DETECTORS: Readonly<Record<string, string>> = {
  'isolation-forest': 'Isolation forest',
  'robust-distance': 'Robust distance',
};

/** The result of a run that learns from a table as a whole: the answer first, then how sure it is, then what to do next. */
export function renderTableRunSummary(
  result: TableTaskResult,
  { style }: Pick<Terminal, 'style'>,
): string {
  const findings = result.findings.filter(({ severity }) => severity !== 'info');
  return [
    '',
    ...body(result, style),
    ...(findings.length === 0
      ? []
      : [
          '',
          style.bold('To know before you use it'),
          ...findings
            .slice(0, MOST_FINDINGS)
            .flatMap(({ message, hint }) => [
              `  ${style.yellow('!')} ${message}`,
              ...(hint === undefined ? [] : [style.dim(`    ${hint}`)]),
            ]),
        ]),
    '',
    ...nextSteps(result, style),
  ].join('\n');
}

function body(result: TableTaskResult, style: Style): string[] {
  if (result.task === 'forecast') return forecastLines(result, style);
  return result.task === 'clusters' ? clusterLines(result, style) : anomalyLines(result, style);
}

function forecastLines(
  { forecast, metrics, target }: Extract<TableTaskResult, { readonly task: 'forecast' }>,
  style: Style,
): string[] {
  const { nSeries, horizon, season, methods, next, why } = forecast;
  const what = nSeries === 1 ? `"${target}"` : `"${target}" of ${nSeries} series`;
  const rival = season > 1 ? 'repeating the last season' : 'repeating the last value';
  const { owa, mase, smape, coverage_95: coverage } = metrics;
  const headline =
    owa === undefined
      ? `The next ${horizon} steps of ${what}; the past is too short to say how good they are.`
      : `The forecast of ${what} makes mistakes ${formatShare(Math.abs(1 - owa.value))} ${owa.value < 1 ? 'smaller' : 'larger'} than ${rival}, on ends that it had not seen.`;
  const known = methods.filter((method) => method.nSeries > 0);
  const [first] = next;
  return [
    style.bold(headline),
    '',
    ...why.map((line) => style.dim(`  ${line}`)),
    '',
    ...(owa === undefined
      ? []
      : [
          `  Unseen ends   OWA ${figure(owa)}   MASE ${figure(mase)}   sMAPE ${figure(smape)}   95 % intervals hold ${coverage ? formatShare(coverage.value) : '–'}`,
          '',
        ]),
    ...(known.length === 0
      ? []
      : [
          style.bold('Backtest') + style.dim(` (OWA relative to ${rival}, below 1 is better)`),
          ...indented(
            renderTable(
              known,
              [
                { title: 'method', cell: ({ name }) => FORECAST_METHODS[name] ?? name },
                { title: 'OWA', cell: (one) => number(one.owa), align: 'right' },
                { title: 'MASE', cell: (one) => number(one.mase), align: 'right' },
                { title: 'sMAPE', cell: (one) => number(one.smape), align: 'right' },
                { title: 'series', cell: (one) => String(one.nSeries), align: 'right' },
                { title: 'chosen for', cell: (one) => String(one.nChosen), align: 'right' },
              ],
              style,
            ),
          ),
          '',
        ]),
    style.bold('Next steps') +
      style.dim(first?.series ? ` of "${first.series}", the series with the largest values` : ''),
    ...indented(
      renderTable(
        next.filter(({ series }) => series === first?.series).slice(0, MOST_ROWS),
        [
          { title: 'time', cell: ({ time }) => String(time) },
          { title: target, cell: ({ prediction }) => formatNumber(prediction), align: 'right' },
          {
            title: '95 % interval',
            cell: ({ low_95: low, high_95: high }) =>
              low === null || high === null ? '–' : `${formatNumber(low)} – ${formatNumber(high)}`,
          },
        ],
        style,
      ),
    ),
  ];
}

function clusterLines(
  { clusters, metrics, dataset }: Extract<TableTaskResult, { readonly task: 'clusters' }>,
  style: Style,
): string[] {
  const { count, reason, profiles, isAsked } = clusters;
  if (count === 1) return [style.bold(`${dataset.name} has no clusters.`), '', `  ${reason}`];
  const { silhouette, stability } = metrics;
  return [
    style.bold(
      `${dataset.name} ${isAsked ? `is cut into ${count} clusters, as asked` : `falls into ${count} clusters`}.`,
    ),
    style.dim(`  ${isAsked ? `By themselves the data say: ${reason}` : reason}`),
    '',
    ...indented(
      renderTable(
        profiles,
        [
          { title: 'cluster', cell: ({ name }) => name },
          { title: 'rows', cell: ({ size }) => String(size), align: 'right' },
          { title: 'share', cell: ({ share }) => formatShare(share), align: 'right' },
          { title: 'found again', cell: (one) => number(one.stability), align: 'right' },
          { title: 'in a few words', cell: ({ description }) => description },
        ],
        style,
      ),
    ),
    '',
    ...profiles.map(({ name, rule }) => style.dim(`  ${name}: ${rule}`)),
    '',
    `  Silhouette ${figure(silhouette)} (1 far apart, 0 touching)   resamples agree by ${figure(stability)} (1 the same, 0 chance)`,
  ];
}

function anomalyLines(
  { anomalies, metrics, dataset }: Extract<TableTaskResult, { readonly task: 'anomalies' }>,
  style: Style,
): string[] {
  const { nFlagged, nExpected, strongest } = anomalies;
  const detector = DETECTORS[anomalies.detector] ?? anomalies.detector;
  return [
    style.bold(
      `${nFlagged} of ${dataset.nRows} rows stand out; were all ordinary, about ${Math.round(nExpected)} would.`,
    ),
    style.dim(
      nFlagged === 0
        ? `  ${detector}.`
        : `  ${detector}; another draw of chance agrees on ${formatShare(metrics.agreement?.value ?? 1)} of the rows that either flags.`,
    ),
    ...(strongest.length === 0
      ? []
      : [
          '',
          ...indented(
            renderTable(
              strongest.slice(0, MOST_ROWS),
              [
                { title: 'row', cell: ({ row }) => String(row), align: 'right' },
                { title: 'flagged', cell: ({ isFlagged }) => (isFlagged ? 'yes' : 'no') },
                { title: 'as rare as', cell: (one) => rarity(one.falseAlarmShare), align: 'right' },
                {
                  title: 'what makes it so',
                  cell: ({ reasons }) => reasons.map(({ text }) => text).join('; '),
                },
              ],
              style,
            ),
          ),
        ]),
  ];
}

function nextSteps(result: TableTaskResult, style: Style): string[] {
  const { champion, report, gate, task } = result;
  const view = `  Read the report      ${style.cyan(report)}`;
  if (!gate.passed)
    return [
      style.red(style.bold('The gate said no: the model is not registered.')),
      ...gateLines(gate, style),
      view,
    ];
  const { succession } = result;
  const isChallenger = succession?.takesOver === false;
  const model = isChallenger ? `${champion.model}/${champion.version}` : champion.model;
  const answers =
    task === 'forecast'
      ? [
          `  Forecast             ${style.cyan(`kaizen predict ${model} --out forecast.csv`)}`,
          `  After newer points   ${style.cyan(`kaizen predict ${model} newer-rows.csv --out forecast.csv`)}`,
        ]
      : [
          `  Answer new rows      ${style.cyan(`kaizen predict ${model} new-rows.csv --out answers.csv`)}`,
        ];
  const next = isChallenger
    ? [`  Make it the champion ${style.cyan(succession.command)}`]
    : task === 'forecast'
      ? []
      : [`  Put it into service  ${style.cyan('kaizen serve')}`];
  return [
    style.green(
      style.bold(
        `Registered as "${champion.model}" version ${champion.version}${isChallenger ? ', a challenger' : ''}.`,
      ),
    ),
    ...gateLines(gate, style),
    ...(succession === null ? [] : [`  ${succession.sentence}`]),
    ...(champion.advice === null || champion.advice.level === 'first'
      ? []
      : [`  For callers it is ${sayAdvice(champion.advice)}`]),
    view,
    ...answers,
    ...next,
  ];
}

function indented(text: string): string[] {
  return text.split('\n').map((line) => `  ${line}`);
}

function figure(
  estimate:
    | { readonly value: number; readonly low: number | null; readonly high: number | null }
    | undefined,
): string {
  if (estimate === undefined) return '–';
  const { value, low, high } = estimate;
  return low === null || high === null
    ? number(value)
    : `${number(value)} [${number(low)} – ${number(high)}]`;
}

function number(value: number | null): string {
  return value === null ? '–' : value.toFixed(3);
}

function rarity(share: number): string {
  return share < 1e-9 ? '1 in 10^9 or more' : `1 in ${Math.round(1 / share)}`;
}
