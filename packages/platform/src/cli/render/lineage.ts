import type { Operations, OutputOf } from '@kaizenml/contracts/operations';
import { formatInstant } from '../format.ts';
import { renderPairs, renderSections, renderTable } from '../table.ts';
import type { Look, Renderers } from './render.ts';

type Origin = OutputOf<Operations['lineage']['origin']>['origins'][number];
type Graph = OutputOf<Operations['lineage']['downstream']>['graph'];
type Folded = OutputOf<Operations['lineage']['graph']>['folded'][number];
type Served = OutputOf<Operations['lineage']['downstream']>['models'][number];

export const renderLineage: Renderers<'lineage'> = {
  origin: ({ requestId, origins }, look) =>
    origins.length === 0
      ? `No model that answered request ${requestId} is registered any more.`
      : origins
          .map((origin) => renderSections(originSections(origin, look), look.style))
          .join('\n\n'),
  downstream: ({ models, graph }, look) =>
    renderSections(
      [
        ['Models', models.length === 0 ? 'None.' : renderModels(models, look)],
        ['What was made', graph.events.length === 0 ? 'Nothing.' : renderEvents(graph, look)],
      ],
      look.style,
    ),
  graph: ({ graph, folded }, look) =>
    renderSections(
      [
        ['What made what', graph.events.length === 0 ? 'Nothing.' : renderEvents(graph, look)],
        ...(folded.length === 0
          ? []
          : [['And', folded.map(sayFolded).join('\n')] satisfies [string, string]]),
      ],
      look.style,
    ),
  export: ({ nRuns, nEvents, to }) => `Told ${nRuns} runs in ${nEvents} events to ${to}.`,
};

function sayFolded({ beside, towards, kind, n }: Folded): string {
  return `${n} more of kind ${kind} ${towards === 'origins' ? 'before' : 'after'} ${beside}`;
}

function originSections(origin: Origin, { style }: Look): [title: string, text: string][] {
  const { endpoint, version, kind, at, model, rows, run, code, environment } = origin;
  const commit = code.commit === null ? '–' : `${code.commit}${code.isDirty ? ', changed' : ''}`;
  return [
    [
      `${endpoint} ${version}`,
      renderPairs(
        [
          [kind, formatInstant(at)],
          ['estimator', model.estimator],
          ['artifact', model.artifact],
        ],
        style,
      ),
    ],
    [
      'Rows',
      rows === null
        ? 'No dataset was read.'
        : renderPairs(
            [
              ['dataset', rows.dataset ?? 'removed'],
              ['hash', rows.hash],
              ['learned from', `${rows.nTrainRows ?? '–'} of ${rows.nRows ?? '–'} rows`],
              ['file', rows.file === null ? '–' : `${rows.file.name} ${rows.file.sha256}`],
            ],
            style,
          ),
    ],
    [
      'Code',
      renderPairs(
        [
          ['KaizenML', code.kaizenml ?? '–'],
          ['commit', commit],
        ],
        style,
      ),
    ],
    [
      'Parameters',
      run === null
        ? 'The run is not there any more.'
        : renderPairs(
            [
              ['run', run.id],
              ...Object.entries(run.params).map(([key, value]): [string, string] => [
                key,
                String(value),
              ]),
            ],
            style,
          ),
    ],
    ['Environment', renderPairs(Object.entries(environment), style)],
  ];
}

function renderModels(models: readonly Served[], { style }: Look): string {
  return renderTable<Served>(
    models,
    [
      { title: 'model', cell: ({ name }) => name },
      { title: 'version', align: 'right', cell: ({ version }) => String(version) },
      { title: 'answers as', cell: ({ aliases }) => aliases.join(', ') || '–' },
    ],
    style,
  );
}

function renderEvents({ artifacts, executions, events }: Graph, { style }: Look): string {
  const names = new Map([...artifacts, ...executions].map(({ id, name }) => [id, name]));
  return renderTable<Graph['events'][number]>(
    events,
    [
      { title: 'work', cell: ({ execution }) => names.get(execution) ?? execution },
      { title: '', cell: ({ type }) => (type === 'INPUT' ? 'read' : 'made') },
      { title: 'what', cell: ({ artifact }) => names.get(artifact) ?? artifact },
      { title: 'as', cell: ({ path }) => path },
    ],
    style,
  );
}
