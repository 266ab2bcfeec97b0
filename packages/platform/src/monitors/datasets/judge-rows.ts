import { durationMs } from '@kaizenml/contracts';
import { type ColumnNames, checkQuality } from '@kaizenml/ml/quality';
import type { Finding } from '../finding.ts';
import { PART_OF_RATE, toFinding } from '../judging/judge-quality.ts';
import type { WatchSettings } from './settings.ts';

/** What is known of a window besides its values. */
export interface JudgedRows {
  readonly nRows: number;
  /** Rows of the windows right before, the oldest first. */
  readonly past: readonly number[];
  /** Names of columns; undefined where its version is gone. */
  readonly names: ColumnNames | undefined;
  /** Columns that were new in the window before, too. */
  readonly newBefore: ReadonlySet<string>;
}

/** Windows of a season: 1 where there is none, or windows are no spans of time. */
export function windowsOfSeason({ timeColumn, season, window }: WatchSettings): number {
  if (timeColumn === undefined || season === undefined) return 1;
  const n = durationMs(season) / durationMs(window);
  return Number.isInteger(n) ? n : 1;
}

/**
 * Did as many rows come as should, and with the columns of the reference? A column that is new is told once: in the windows after it is
 * `natural`.
 */
export function judgeRows(
  { nRows, past, names, newBefore }: JudgedRows,
  settings: WatchSettings,
): readonly Finding[] {
  const { rows, rate } = settings;
  const season = windowsOfSeason(settings);
  const volume = rows === undefined ? { nRows, past, season } : undefined;
  const found = checkQuality({ names, volume }, { rate: rate * PART_OF_RATE });
  const asked = rows === undefined ? [] : checkBounds(nRows, rows);
  const told = found.map((finding) => {
    const isOld = finding.check === 'column-new' && newBefore.has(finding.column ?? '');
    return toFinding(finding, isOld ? 'natural' : 'drift');
  });
  return [...asked, ...told];
}

function checkBounds(nRows: number, bounds: NonNullable<WatchSettings['rows']>): Finding[] {
  const { atLeast = 0, atMost = Number.POSITIVE_INFINITY } = bounds;
  if (nRows >= atLeast && nRows <= atMost) return [];
  const [word, bound] = nRows < atLeast ? ['at least', atLeast] : ['at most', atMost];
  const effect = 1 - Math.min(nRows, bound) / Math.max(nRows, bound);
  return [
    {
      ...{ check: 'quality', column: 'rows', measure: 'volume', effect, pValue: null },
      verdict: 'drift',
      why: `${nRows} ${nRows === 1 ? 'row' : 'rows'} came in this window, ${word} ${bound} must`,
    },
  ];
}
