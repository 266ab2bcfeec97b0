import type { MonitorSettings } from '@kaizenml/contracts/operations';
import {
  checkDrift,
  type DriftFinding,
  judgeColumns,
  type LordState,
  soundDriftTest,
  stepLord,
} from '@kaizenml/ml/drift';
import {
  type Binning,
  type ColumnBaseline,
  type ColumnWindow,
  sampleOfWindow,
} from '@kaizenml/ml/windows';
import type { Finding } from '../finding.ts';
import { sayMove } from './say-move.ts';

/** A column of some windows, and what it is compared with. */
export interface WatchedColumn {
  readonly role: ColumnBaseline['role'];
  readonly binning: Binning;
  readonly window: ColumnWindow;
  readonly reference: Counted;
  /**
   * The same windows one season before; undefined where they tell nothing: no season is asked for, or the column had drifted then, too.
   * `learning`: a short season of which nothing is known yet.
   */
  readonly season?: Counted | 'learning' | undefined;
  /** The same of damage: undefined where the column was damaged then, too. */
  readonly seasonOfDamage?: Counted | 'learning' | undefined;
  /** Single windows before, oldest first. Default: none is known. */
  readonly past?: readonly ColumnWindow[];
  /** Values of the windows that the column cannot hold. Default 0. */
  readonly nUnreadable?: number;
}

/** Counts, and where they were counted. */
export interface Counted {
  readonly binning: Binning;
  readonly window: ColumnWindow;
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
 * that no column moved (Simes: the least adjusted one). What a season ago showed too is `natural`; while a short season is learned
 * nothing is claimed.
 *
 * @cost O(columns bins)
 * @source Simes (1986), Biometrika 73(3), for the p-value of all columns.
 */
export function judgeWindows(
  columns: readonly WatchedColumn[],
  { rate, leastEffect }: Pick<MonitorSettings, 'rate' | 'leastEffect'>,
  lord: LordState,
): JudgedWindows {
  const compared = columns.map(({ binning, window, reference }) =>
    compare(reference, { binning, window }),
  );
  const judged = judgeColumns(compared, { rate, leastEffect });
  const least = Math.min(1, ...judged.map(({ adjustedPValue }) => adjustedPValue ?? 1));
  const step = stepLord(lord, least);
  const findings = judged.map(({ finding, adjustedPValue, verdict }, i): Finding => {
    const column = columns[i] as WatchedColumn;
    const isClaimed = verdict === 'drift' && step.isDiscovery && column.season !== 'learning';
    const held = verdict === 'drift' && !isClaimed ? 'may be chance' : verdict;
    const { binning, window, reference } = column;
    return {
      ...{ check: column.role === 'input' ? 'inputs' : 'predictions', column: binning.name },
      ...{ measure: finding.test, effect: finding.effect, pValue: adjustedPValue },
      verdict: isClaimed && isOfSeason(column, leastEffect, rate) ? 'natural' : held,
      why: verdict === 'drift' ? sayMove(binning, reference.window, window) : null,
    };
  });
  return { findings, lord: step.state };
}

function compare(reference: Counted, current: Counted): DriftFinding {
  const samples = [sample(reference), sample(current)] as const;
  return checkDrift(soundDriftTest(samples[1].kind), samples);
}

function sample({ binning, window }: Counted): ReturnType<typeof sampleOfWindow> {
  return sampleOfWindow(binning, window);
}

/** Whether the season before looked the same. */
function isOfSeason(
  { season, binning, window }: WatchedColumn,
  leastEffect: number,
  rate: number,
): boolean {
  if (season === undefined || season === 'learning') return false;
  const { effect, pValue } = compare(season, { binning, window });
  return effect < leastEffect || (pValue !== null && pValue > rate);
}
