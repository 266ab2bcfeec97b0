import type { Estimate } from '@kaizenml/contracts';
import type { Operations, OutputOf } from '@kaizenml/contracts/operations';
import { formatBytes, formatDuration, formatNumber } from '../format.ts';
import { type PrintedColumn, renderTable } from '../table.ts';
import type { Look } from './render.ts';

type Board = OutputOf<Operations['runs']['leaderboard']>;
type Row = Board['rows'][number];

/** What a table of rows is made of: a part of the output of `runs.leaderboard`, or of the result of a run. */
export interface LeaderboardShown {
  readonly rows: readonly Row[];
  readonly times: Board['times'];
}

const ROLES = {
  champion: 'champion',
  small: 'small',
  interpretable: 'readable',
  baseline: 'baseline',
} as const;
const GAP = 2;
const SHORTEST_TITLE = 20;

/** The whole leaderboard of a run: the table, what its marks mean, and why the champion won. */
export function renderLeaderboard(board: Board, look: Look): string {
  const { metric, target, run, nTestRows, sentences } = board;
  const { style } = look;
  return [
    `${style.bold(`Leaderboard of "${target}" by ${metric.title}`)}, ${metric.better} is better ${style.dim(`(run ${run})`)}`,
    '',
    leaderboardTable(board, look),
    '',
    style.dim(
      `Validation: rows that folds held out, with the 95 % interval. Test: ${nTestRows} rows that nothing had seen before.`,
    ),
    ...(board.rows.some(({ level }) => level > 1)
      ? [
          style.dim(
            'A team is judged on rows that had no part in making it; single models keep the luck of being compared.',
          ),
        ]
      : []),
    style.dim(`${alikeWords(board.rows)}Times are of one fold and of 1000 answers.`),
    ...(sentences.length === 0
      ? []
      : ['', style.bold('Why it won'), ...sentences.map((each) => `  ${each}`)]),
  ].join('\n');
}

/** What the mark means, where a row has it. */
export function alikeWords(rows: readonly Row[]): string {
  return rows.some(({ isBestAlike }) => isBestAlike === true)
    ? '≈ cannot be told from the best one. '
    : '';
}

/**
 * Rows of a leaderboard as a table that is no wider than the terminal: where it is narrow, what matters least is left out,
 * and titles are cut last.
 */
export function leaderboardTable(
  { rows, times }: LeaderboardShown,
  { style, width }: Look,
): string {
  const digits = digitsOf(rows);
  const timeOf = ({ name }: Row) => times[name];
  const optional: readonly (PrintedColumn<Row> & { readonly keep: number })[] = [
    { keep: 5, title: 'test', align: 'right', cell: ({ test }) => scoreOf(test, digits) },
    { keep: 1, title: '[95 %]', cell: ({ test }) => intervalOf(test, digits) },
    {
      keep: 4,
      title: 'kept as',
      cell: ({ roles }) => roles.map((role) => ROLES[role]).join(', '),
      style: (text, { roles }) =>
        roles.includes('champion') ? style.green(text) : style.cyan(text),
    },
    {
      keep: 3,
      title: 'fit',
      align: 'right',
      cell: (row) => formatDuration(timeOf(row)?.fitMs ?? null),
    },
    {
      keep: 2,
      title: '1000 answers',
      align: 'right',
      cell: (row) => milliseconds(timeOf(row)?.predictMsPer1000Rows ?? null),
    },
    {
      keep: 1,
      title: 'size',
      align: 'right',
      cell: ({ sizeBytes }) => (sizeBytes === null ? '–' : formatBytes(sizeBytes)),
    },
    { keep: 0, title: 'level', align: 'right', cell: ({ level }) => String(level) },
  ];
  const fixed: readonly PrintedColumn<Row>[] = [
    { title: '#', align: 'right', cell: ({ rank }) => String(rank) },
    { title: ' ', cell: ({ isBestAlike }) => (isBestAlike === true ? '≈' : '') },
  ];
  const scores: readonly PrintedColumn<Row>[] = [
    {
      title: 'validation',
      align: 'right',
      cell: ({ validation, status }) =>
        validation === null ? status : scoreOf(validation, digits),
      style: (text, { status }) => (status === 'failed' ? style.red(text) : text),
    },
    { title: '[95 %]', cell: ({ validation }) => intervalOf(validation, digits) },
  ];
  const room = (columns: readonly PrintedColumn<Row>[]) =>
    width - columns.reduce((sum, column) => sum + GAP + widthOf(column, rows), 0);
  const longest = Math.max(0, ...rows.map(({ title }) => title.length));
  const wanted = Math.min(longest, SHORTEST_TITLE);
  const kept = Array.from({ length: 7 }, (_, least) => least)
    .map((least) => optional.filter(({ keep }) => keep >= least))
    .find((columns) => room([...fixed, ...scores, ...columns]) >= wanted);
  const shown = [...scores, ...(kept ?? [])];
  const titleRoom = Math.max(8, Math.min(longest, room([...fixed, ...shown])));
  const title: PrintedColumn<Row> = {
    title: 'model',
    cell: (row) => cut(row.title, titleRoom),
    style: (text, { roles }) => (roles.includes('champion') ? style.bold(text) : text),
  };
  return renderTable(rows, [...fixed, title, ...shown], style);
}

function widthOf({ title, cell }: PrintedColumn<Row>, rows: readonly Row[]): number {
  return Math.max(title.length, ...rows.map((row) => cell(row).length));
}

/** Decimals that tell scores apart: those of the widest interval with two digits of it, at least 3 where values are small. */
function digitsOf(rows: readonly Row[]): number {
  const values = rows.flatMap(({ validation }) => (validation === null ? [] : [validation.value]));
  const largest = Math.max(0, ...values.map(Math.abs));
  return largest < 10 ? 4 : largest < 100 ? 3 : largest < 1000 ? 2 : largest < 100_000 ? 1 : 0;
}

function scoreOf(estimate: Estimate | null, digits: number): string {
  return estimate === null ? '–' : fixed(estimate.value, digits);
}

function intervalOf(estimate: Estimate | null, digits: number): string {
  if (estimate === null || estimate.low === null || estimate.high === null) return '';
  return `${fixed(estimate.low, digits)} – ${fixed(estimate.high, digits)}`;
}

function fixed(value: number, digits: number): string {
  return Math.abs(value) >= 1e9 ? formatNumber(value) : value.toFixed(digits);
}

function milliseconds(ms: number | null): string {
  if (ms === null) return '–';
  return ms < 10 ? `${ms.toFixed(1)} ms` : formatDuration(ms);
}

/** A title that fits: without what stands in brackets, then cut. */
function cut(text: string, width: number): string {
  if (text.length <= width) return text;
  const short = text.replace(/ \(.*\)$/, '');
  return short.length <= width ? short : `${short.slice(0, width - 1)}…`;
}
