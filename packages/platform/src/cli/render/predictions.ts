import type { Operations, OutputOf } from '@kaizenml/contracts/operations';
import { formatBytes, formatInstant } from '../format.ts';
import { renderPairs, renderSections, renderTable } from '../table.ts';
import type { Look, Renderers } from './render.ts';
import { renderErrors, renderTagged } from './wrong-answers.ts';

type Logged = OutputOf<Operations['predictions']['list']>['items'][number];

export const renderPredictions: Renderers<'predictions'> = {
  list: ({ items }, { style }) =>
    items.length === 0
      ? 'Nothing was logged yet.'
      : renderTable<Logged>(
          items,
          [
            { title: 'request', cell: ({ requestId }) => requestId },
            { title: 'at', cell: ({ at }) => formatInstant(at) },
            { title: 'route', cell: ({ route }) => route },
            { title: 'version', align: 'right', cell: ({ version }) => String(version) },
            { title: 'rows', align: 'right', cell: ({ rows }) => String(rows.length) },
            { title: 'ms', align: 'right', cell: ({ latencyMs }) => latencyMs.toFixed(2) },
            { title: 'first answer', cell: firstAnswer },
            { title: 'in truth', cell: ({ labels }) => String(labels[0]?.label ?? '') },
          ],
          style,
        ),
  show: ({ items }, look) =>
    renderSections(
      items.map((item) => ['', renderOne(item, look)] as const),
      look.style,
    ),
  label: ({ name, nKept, nUnknown, unknown }, { style }) =>
    [
      `${style.green('✓')} kept ${nKept} label${nKept === 1 ? '' : 's'} of ${name}.`,
      ...(nUnknown === 0
        ? []
        : [
            `${style.red('✗')} ${nUnknown} of rows that are not in the log were not kept: ${unknown
              .slice(0, 5)
              .map(({ requestId, row }) => `${requestId} row ${row}`)
              .join(', ')}${nUnknown > 5 ? ` and ${nUnknown - 5} more` : ''}.`,
          ]),
    ].join('\n'),
  reward: ({ name, nKept, nUnknown, unknown }, { style }) =>
    [
      `${style.green('✓')} kept ${nKept} reward${nKept === 1 ? '' : 's'} of ${name}.`,
      ...(nUnknown === 0
        ? []
        : [
            `${style.red('✗')} ${nUnknown} of requests that are not in the log were not kept: ${unknown
              .slice(0, 5)
              .map(({ requestId }) => requestId)
              .join(', ')}${nUnknown > 5 ? ` and ${nUnknown - 5} more` : ''}.`,
          ]),
    ].join('\n'),
  errors: renderErrors,
  tag: renderTagged,
  export: ({ out, nRequests, nRows, nLabels, sizeBytes }) =>
    `Wrote ${nRows} rows of ${nRequests} requests to ${out} (${formatBytes(sizeBytes)}), ${nLabels} with a label.`,
  retain: ({ removed, nRows }, { style }) =>
    removed.length === 0
      ? 'Nothing is older than it is kept.'
      : [
          renderTable(
            removed,
            [
              { title: 'endpoint', cell: ({ endpoint }) => endpoint },
              { title: 'day', cell: ({ day }) => day },
              { title: 'rows', align: 'right', cell: (each) => String(each.nRows) },
            ],
            style,
          ),
          `Removed ${removed.length} day${removed.length === 1 ? '' : 's'} with ${nRows} rows.`,
        ].join('\n'),
};

function renderOne(item: Logged, { style }: Look): string {
  const pairs = renderPairs(
    [
      ['request', item.requestId],
      ['endpoint', `${item.endpoint}/${item.version}, route ${item.route}`],
      ['kind', item.error === null ? item.kind : `${item.kind} (${item.error})`],
      ['at', item.at],
      ['latency', `${item.latencyMs.toFixed(2)} ms`],
      ...(item.protocol === null ? [] : [['protocol', item.protocol] as const]),
      ...(item.propensity === null
        ? []
        : [['drawn with', `probability ${item.propensity}`] as const]),
      ...Object.entries(item.rewards).map(([metric, value]) => [metric, String(value)] as const),
      ...(item.entity === null ? [] : [['entity', item.entity] as const]),
    ],
    style,
  );
  const rows = item.rows.map((row, i) => {
    const label = item.labels[i]?.label;
    const answer = item.predictions[i];
    const truth = label === undefined ? '' : `, in truth ${JSON.stringify(label)}`;
    return `${JSON.stringify(row)}${answer === undefined ? '' : ` → ${JSON.stringify(answer)}`}${truth}`;
  });
  return [pairs, ...rows].join('\n');
}

function firstAnswer({ predictions, error }: Logged): string {
  const [first] = predictions;
  return first === undefined ? (error ?? '') : String(first.prediction);
}
