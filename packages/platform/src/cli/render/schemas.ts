import type { Operations, OutputOf } from '@kaizenml/contracts/operations';
import { formatInstant } from '../format.ts';
import { renderSections, renderTable } from '../table.ts';
import { type Look, nextPage, type Renderers } from './render.ts';

type Summary = OutputOf<Operations['schemas']['list']>['items'][number];
type Edited = OutputOf<Operations['schemas']['accept']>;
type Shown = OutputOf<Operations['schemas']['show']>;
type History = OutputOf<Operations['schemas']['history']>;

export const renderSchemas: Renderers<'schemas'> = {
  infer: ({ yaml, path, schema }) =>
    path === null
      ? yaml
      : `Wrote a schema of ${count(Object.keys(schema.columns), 'column')} to ${path}.`,
  list: ({ items, next }, look) =>
    renderTable<Summary>(
      items,
      [
        { title: 'schema', cell: ({ name, version }) => `${name}@${version}` },
        { title: 'columns', align: 'right', cell: ({ nColumns }) => String(nColumns) },
        { title: 'to decide', align: 'right', cell: ({ nOpen }) => String(nOpen) },
        { title: 'created', cell: ({ createdAt }) => formatInstant(createdAt) },
      ],
      look.style,
    ) + nextPage(next, look),
  show: ({ yaml, path, name, version, open }, look) =>
    path === null
      ? yaml
      : renderSections(
          [
            ['', `Wrote ${name}@${version} to ${path}.`],
            ['Patches that wait for a decision', renderOpen(open, look)],
          ],
          look.style,
        ),
  put: ({ name, version, isNew, nColumns, warnings }, { style }) =>
    [
      `${isNew ? 'Stored' : 'Already there:'} ${name}@${version} with ${nColumns} columns.`,
      ...warnings.map((warning) => `${style.yellow('Warning:')} ${warning}`),
    ].join('\n'),
  edit: ({ name, version, changes, warnings }, { style }) =>
    [
      ...changes,
      changes.length === 0
        ? `${where(name, version)} says so already.`
        : `${where(name, version)} is written.`,
      ...warnings.map((warning) => `${style.yellow('Warning:')} ${warning}`),
    ].join('\n'),
  accept: (edited) => renderEdited(edited, 'Accepted'),
  reject: (edited) => renderEdited(edited, 'Rejected'),
  history: ({ versions, decisions }, { style }) =>
    renderSections(
      [
        ['Versions', versions.map(renderVersion).join('\n')],
        ['Decisions', decisions.map(renderDecision).join('\n')],
      ],
      style,
    ),
  diff: ({ before, after, differences }) =>
    differences.length === 0
      ? `${before} and ${after} say the same.`
      : differences.map(({ says }) => says).join('\n'),
};

function renderOpen(open: Shown['open'], { style }: Look): string {
  return renderTable(
    open,
    [
      { title: 'patch', cell: ({ patch }) => patch?.id ?? '' },
      { title: 'anomaly', cell: ({ name }) => name },
      { title: 'change', cell: ({ patch }) => patch?.says ?? '' },
    ],
    style,
  );
}

function renderEdited({ name, version, decided, withdrawn, nOpen }: Edited, verb: string): string {
  return [
    ...decided.map(({ patch, says }) => `${verb} ${patch}: ${says}`),
    ...withdrawn.map(({ patch, says }) => `${patch}: ${says}`),
    `${where(name, version)} is written; ${nOpen === 0 ? 'no patch waits' : `${nOpen} more wait for a decision`}.`,
  ].join('\n');
}

function where(name: string, version: number | null): string {
  return version === null ? name : `${name}@${version}`;
}

function renderVersion({ version, createdAt, changes }: History['versions'][number]): string {
  return [`${version}  ${formatInstant(createdAt)}`, ...changes.map((says) => `   ${says}`)].join(
    '\n',
  );
}

function renderDecision({
  at,
  by,
  decision,
  says,
  why,
  patch,
}: History['decisions'][number]): string {
  const id = patch === null ? '' : ` ${patch}`;
  return `${formatInstant(at)}  ${by} ${decision}${id}: ${says}${why === null ? '' : ` (${why})`}`;
}

function count(items: readonly unknown[], noun: string): string {
  return `${items.length} ${noun}${items.length === 1 ? '' : 's'}`;
}
