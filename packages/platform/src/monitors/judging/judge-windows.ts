import type { MonitorSettings } from '@kaizenml/contracts/operations';
import { judgeColumns, type LordState, stepLord } from '@kaizenml/ml/drift';
import type { Binning, ColumnBaseline, ColumnWindow } from '@kaizenml/ml/windows';
import type { Finding } from '../finding.ts';
import { beyondSeason, type Seasons } from './beyond-season.ts';
import { type Counted, compareCounted } from './compare-counted.ts';
import { sayMove } from './say-move.ts';

/** A column of some windows, and what it is compared with. */
export interface WatchedColumn {
  readonly role: ColumnBaseline['role'];
  readonly binning: Binning;
  readonly window: ColumnWindow;
  readonly reference: Counted;
  /** The same windows in seasons before. Default: none is asked for, or none is known of a long one. */
  readonly seasons?: Seasons;
  /** The newest of them in which the column was not damaged; undefined where it was in all of them, which time does not heal. */
  readonly seasonOfDamage?: Counted | 'learning' | undefined;
  /** Single windows before, oldest first. Default: none is known. */
  readonly past?: readonly ColumnWindow[];
  /** Values of the windows that the column cannot hold. Default 0. */
  readonly nUnreadable?: number;
}

/** Findings of one verdict, and how much the next may claim. */
export interface JudgedWindows {
  readonly findings: readonly Finding[];
  readonly lord: LordState;
}

/**
 * Has a column drifted: by an effect that matters, that is no chance among all columns, and no chance among all verdicts so far?
 *
 * Over columns the false discovery rate is held by Benjamini and Hochberg; over verdicts by LORD++ on the p-value of the statement
 * that no column moved (Simes: the least adjusted one). What seasons before showed too is `natural`, so a column with seasons has to
 * differ from them as well; while a short season is learned nothing is claimed.
 *
 * @cost O(columns bins), of those that moved times seasons
 * @source Simes (1986), Biometrika 73(3), for the p-value of all columns.
 */
export function judgeWindows(
  columns: readonly WatchedColumn[],
  { rate, leastEffect }: Pick<MonitorSettings, 'rate' | 'leastEffect'>,
  lord: LordState,
): JudgedWindows {
  const choice = { rate, leastEffect };
  const compared = columns.map((column) => compareCounted(column.reference, column));
  const beside = judgeColumns(compared, choice);
  const beyond = compared.map((finding, i) =>
    beyondSeason(finding, columns[i] as WatchedColumn, choice),
  );
  const judged = judgeColumns(beyond, choice);
  const least = Math.min(1, ...judged.map(({ adjustedPValue }) => adjustedPValue ?? 1));
  const step = stepLord(lord, least);
  const findings = beside.map(({ finding, adjustedPValue, verdict }, i): Finding => {
    const { role, binning, window, reference, seasons } = columns[i] as WatchedColumn;
    const isMoved = judged[i]?.verdict === 'drift';
    const differs = verdict === 'drift';
    const ofSeason = seasons === 'learning' ? 'may be chance' : 'natural';
    return {
      ...{ check: role === 'input' ? 'inputs' : 'predictions', column: binning.name },
      ...{ measure: finding.test, effect: finding.effect },
      pValue: isMoved ? (judged[i]?.adjustedPValue ?? null) : adjustedPValue,
      verdict: isMoved
        ? step.isDiscovery
          ? 'drift'
          : 'may be chance'
        : differs
          ? ofSeason
          : verdict,
      why: differs || isMoved ? sayMove(binning, reference.window, window) : null,
    };
  });
  return { findings, lord: step.state };
}
