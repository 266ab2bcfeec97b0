import type { Fitted, Measured } from './compare.ts';
import { medianOf, ratioToFastest } from './figures.ts';

/** Cells under headings, the first column to the left, the others to the right. */
export function table(headings: readonly string[], rows: readonly (readonly string[])[]): string {
  const all = [headings, ...rows];
  const widths = headings.map((_, j) => Math.max(...all.map((cells) => (cells[j] ?? '').length)));
  return all
    .map((cells) =>
      cells
        .map((cell, j) => (j === 0 ? cell.padEnd(widths[j]) : cell.padStart(widths[j])))
        .join('  '),
    )
    .map((line) => `  ${line}`.trimEnd())
    .join('\n');
}

/** A number with its digits, or a dash. */
export function shown(value: number, digits: number): string {
  return Number.isFinite(value) ? value.toFixed(digits) : '–';
}

/** Fits of one table as a table. */
export function fitTable(all: readonly Measured<Fitted>[], scoreName: 'AUC' | 'RMSE'): string {
  const first = (figures: Fitted) => figures.seconds;
  const again = (figures: Fitted) => figures.againSeconds;
  const grown = ({ peakMb, beforeMb }: Fitted) =>
    peakMb === undefined || beforeMb === undefined ? undefined : peakMb - beforeMb;
  const score = (figures: Fitted) => figures.score;
  const peak = (figures: Fitted) => figures.peakMb;
  const rows = all.map((own) => [
    own.engine.name,
    shown(medianOf(own, first), 2),
    shown(ratioToFastest(own, all, first), 2),
    shown(medianOf(own, again), 2),
    shown(ratioToFastest(own, all, again), 2),
    shown(medianOf(own, score), 4),
    shown(medianOf(own, peak), 0),
    shown(medianOf(own, grown), 0),
  ]);
  const headings = [
    '',
    'fit s',
    'x fastest peer',
    'again s',
    'x fastest peer',
    scoreName,
    'peak MB',
    'for the fit MB',
  ];
  return [table(headings, rows), ...failuresOf(all)].join('\n');
}

/** A line for each engine that failed. */
export function failuresOf(all: readonly Measured<unknown>[]): string[] {
  return all.flatMap(({ engine, failure }) =>
    failure === undefined ? [] : [`  ! ${engine.name} failed: ${failure}`],
  );
}
