import { showShare } from '@kaizenml/contracts';
import type { Operations, OutputOf } from '@kaizenml/contracts/operations';
import { guideText } from '@kaizenml/contracts/samples';
import { formatInstant } from '../format.ts';
import { renderPairs, renderTable } from '../table.ts';
import { settingLines } from './endpoint-settings.ts';
import { type Look, nextPage, type Renderers } from './render.ts';

type LoadStep = OutputOf<Operations['endpoints']['load-test']>['steps'][number];
type Endpoint = OutputOf<Operations['endpoints']['show']>;
type Applied = OutputOf<Operations['endpoints']['apply']>['items'][number];
type VersionTraffic = OutputOf<Operations['endpoints']['traffic']>['versions'][number];

export const renderEndpoints: Renderers<'endpoints'> = {
  list: ({ items, next }, look) =>
    items.length === 0
      ? 'Nothing answers yet: every registered model has an endpoint. Train one with `kaizen run FILE --target COLUMN`.'
      : renderTable<Endpoint>(
          items,
          [
            { title: 'endpoint', cell: ({ name }) => name },
            { title: 'version', align: 'right', cell: ({ version }) => String(version) },
            {
              title: 'rows answered',
              align: 'right',
              cell: ({ nPredictions }) => String(nPredictions),
            },
            { title: 'last', cell: ({ lastPredictionAt }) => formatInstant(lastPredictionAt) },
            { title: 'url', cell: ({ url }) => url },
          ],
          look.style,
        ) + nextPage(next, look),
  show: renderEndpoint,
  configure: renderEndpoint,
  apply: ({ items }, { style }) =>
    renderTable<Applied>(
      items,
      [
        { title: 'endpoint', cell: ({ name }) => name },
        { title: 'settings', cell: ({ changed }) => (changed ? 'changed' : 'as they were') },
      ],
      style,
    ),
  history: ({ items }, { style }) =>
    items.length === 0
      ? 'Its settings are the defaults; nobody changed them.'
      : items
          .map(({ at, settings, note, who }) =>
            renderPairs(
              [
                ['at', formatInstant(at)],
                ...(who === null ? [] : [['by', who] as const]),
                ...(note === null ? [] : [['because', note] as const]),
                ...orDefaults(settingLines(settings)),
              ],
              style,
            ),
          )
          .join('\n\n'),
  guide: (guide) => guideText(guide),
  traffic: ({ endpoint, window, versions }, { style }) =>
    versions.length === 0
      ? `Nothing was counted in this process: a server counts what it answers itself. Ask the server:\n  curl http://127.0.0.1:7400/api/v1/endpoints/${encodeURIComponent(endpoint)}/traffic?window=${window}`
      : renderTable<VersionTraffic>(
          versions,
          [
            { title: 'version', align: 'right', cell: ({ version }) => String(version) },
            { title: 'side', cell: ({ route }) => route ?? '' },
            { title: 'requests', align: 'right', cell: ({ nRequests }) => String(nRequests) },
            { title: 'no answer', align: 'right', cell: ({ nFailed }) => String(nFailed) },
            { title: 'p50 ms', align: 'right', cell: ({ p50Ms }) => formatMs(p50Ms) },
            { title: 'p95 ms', align: 'right', cell: ({ p95Ms }) => formatMs(p95Ms) },
            { title: 'p99 ms', align: 'right', cell: ({ p99Ms }) => formatMs(p99Ms) },
          ],
          style,
        ),
  'load-test': ({ steps, sentence }, { style }) =>
    [
      renderTable<LoadStep>(
        steps,
        [
          {
            title: 'requests/s',
            align: 'right',
            cell: ({ ratePerSec }) => String(ratePerSec),
          },
          { title: 'p50 ms', align: 'right', cell: ({ p50Ms }) => formatMs(p50Ms) },
          { title: 'p99 ms', align: 'right', cell: ({ p99Ms }) => formatMs(p99Ms) },
          { title: 'p99.9 ms', align: 'right', cell: ({ p999Ms }) => formatMs(p999Ms) },
          { title: 'failed', align: 'right', cell: ({ nFailed }) => String(nFailed) },
          { title: 'outcome', cell: ({ outcome }) => OUTCOMES[outcome] },
        ],
        style,
      ),
      '',
      sentence,
    ].join('\n'),
};

function renderEndpoint(endpoint: Endpoint, { style }: Look): string {
  const { rollout, settings } = endpoint;
  return renderPairs(
    [
      ['endpoint', endpoint.name],
      ['version', String(endpoint.version)],
      ...(rollout === null
        ? []
        : [
            [
              'rollout',
              `version ${rollout.to} at ${showShare(rollout.share)}: ${rollout.reason}`,
            ] as const,
          ]),
      ['rows answered', String(endpoint.nPredictions)],
      ['last', formatInstant(endpoint.lastPredictionAt)],
      ...orDefaults(settingLines(settings)),
      ['url', endpoint.url],
    ],
    style,
  );
}

function orDefaults(lines: readonly (readonly [string, string])[]) {
  return lines.length === 0 ? [['settings', 'the defaults'] as const] : lines;
}

const OUTCOMES: Readonly<Record<LoadStep['outcome'], string>> = {
  held: '✓ held',
  late: '✗ over the budget',
  failed: '✗ requests failed',
  sender: '✗ sender too slow',
};

function formatMs(ms: number | null): string {
  return ms === null ? '–' : ms.toFixed(2);
}
