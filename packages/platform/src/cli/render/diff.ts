import type { Operations, OutputOf } from '@kaizenml/contracts/operations';
import { formatNumber, formatShare } from '../format.ts';
import { renderSections, renderTable } from '../table.ts';
import type { Look } from './render.ts';

type Diff = OutputOf<Operations['datasets']['diff']>;
type Row = Diff['rows']['sample'][number];
type Cell = Row['key'][string];

const SHOWN_CELLS = 4;

/** What differs between two tables, for a terminal. */
export function renderDiff(diff: Diff, look: Look): string {
  const { before, after, out } = diff;
  const { style } = look;
  return renderSections(
    [
      ['', `${before.name} (${before.nRows} rows) → ${after.name} (${after.nRows} rows)`],
      ['', diff.isSame ? style.green('The tables are the same.') : rowLine(diff)],
      ['Columns', renderSchema(diff, look)],
      ['Figures', renderFigures(diff, look)],
      ['Changed cells', renderChangedCells(diff, look)],
      ['Rows', diff.rows.sample.map((row) => renderRow(row, look)).join('\n')],
      ['', out === null ? '' : `Every row that differs is in ${out}.`],
    ],
    style,
  );
}

function rowLine({ rows }: Diff): string {
  const { keyIs, key, nAdded, nRemoved, nChanged, nSame } = rows;
  const how =
    keyIs === 'none'
      ? 'Whole rows compared, as no column names each row; say `--key COLUMN` for changed cells.'
      : `Rows matched by ${key.join(', ')}${keyIs === 'found' ? ', which names each row' : ''}.`;
  const changed = keyIs === 'none' ? '' : `, ${nChanged} changed`;
  return `${nAdded} rows added, ${nRemoved} removed${changed}, ${nSame} the same.\n${how}`;
}

function renderSchema({ schema }: Diff, { style }: Look): string {
  return renderTable(
    schema,
    [
      { title: 'column', cell: ({ column }) => column },
      { title: 'change', cell: ({ change }) => change },
      { title: 'before', cell: ({ before }) => before ?? '' },
      { title: 'after', cell: ({ after }) => after ?? '' },
    ],
    style,
  );
}

function renderFigures({ columns }: Diff, { style }: Look): string {
  const pair = (before: string, after: string) =>
    before === after ? before : `${before} → ${after}`;
  return renderTable(
    columns,
    [
      { title: 'column', cell: ({ column }) => column },
      {
        title: 'missing',
        cell: ({ before, after }) =>
          pair(formatShare(before.shareMissing), formatShare(after.shareMissing)),
      },
      {
        title: 'distinct (about)',
        cell: ({ before, after }) => pair(String(before.nDistinct), String(after.nDistinct)),
      },
      {
        title: 'mean',
        cell: ({ before, after }) =>
          before.mean === null || after.mean === null
            ? ''
            : pair(formatNumber(before.mean), formatNumber(after.mean)),
      },
      {
        title: 'shares that moved most',
        cell: ({ top }) =>
          top
            .map((one) => `${one.value} ${pair(formatShare(one.before), formatShare(one.after))}`)
            .join(', '),
      },
    ],
    style,
  );
}

function renderChangedCells({ rows }: Diff, { style }: Look): string {
  return renderTable(
    rows.changedCells,
    [
      { title: 'column', cell: ({ column }) => column },
      { title: 'cells', align: 'right', cell: ({ count }) => String(count) },
    ],
    style,
  );
}

function renderRow({ change, key, cells }: Row, { style }: Look): string {
  const name = Object.entries(key)
    .map(([column, value]) => `${column}=${show(value)}`)
    .join(', ');
  const shown = cells.slice(0, change === 'changed' ? cells.length : SHOWN_CELLS);
  const more = cells.length > shown.length ? `, … ${cells.length - shown.length} more` : '';
  if (change === 'changed') {
    const list = shown.map(
      ({ column, before, after }) => `${column}: ${show(before)} → ${show(after)}`,
    );
    return `${style.yellow('~')} ${name}  ${list.join(', ')}`;
  }
  const isAdded = change === 'added';
  const list = shown.map(
    ({ column, before, after }) => `${column}=${show(isAdded ? after : before)}`,
  );
  return `${isAdded ? style.green('+') : style.red('-')} ${list.join(', ')}${more}`;
}

function show(cell: Cell): string {
  return cell === null ? '(missing)' : String(cell);
}
