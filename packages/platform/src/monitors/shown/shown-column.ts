import type { Operations, OutputOf } from '@kaizenml/contracts/operations';
import { type ColumnWindow, pairWindows } from '@kaizenml/ml/windows';
import type { Finding } from '../finding.ts';
import type { WatchedColumn } from '../judging/judge-windows.ts';
import { shareMissing } from '../judging/say-move.ts';
import { labelOfBar } from './label-of-bar.ts';

const NEW_LEVELS_TOLD = 20;

type ShownColumn = OutputOf<Operations['monitors']['check']>['drifted'][number];

/**
 * A column of windows beside what it was compared with: bars, missing values, and what is new.
 *
 * @param findings Of all columns; those of this one are told.
 * @cost O(bins)
 */
export function shownColumn(
  { role, binning, window, reference }: WatchedColumn,
  findings: readonly Finding[],
): ShownColumn {
  const column = binning.name;
  return {
    ...{ column, kind: binning.kind, role: role === 'label' ? 'prediction' : role },
    findings: findings.filter((finding) => finding.column === column),
    ...{ nReference: reference.window.weight, nWindow: window.weight },
    missing: { reference: shareMissing(reference.window), window: shareMissing(window) },
    mean: { reference: meanOf(reference.window), window: meanOf(window) },
    bars: pairWindows(binning, reference.window, window).map((bar) => ({
      ...{ kind: bar.kind, label: labelOfBar(bar, binning.kind), low: bar.low, high: bar.high },
      ...{ shareReference: bar.before, shareWindow: bar.after },
    })),
    newLevels: newLevelsOf(window),
  };
}

function meanOf({ moments }: ColumnWindow): number | null {
  return moments.weight === 0 ? null : moments.mean;
}

function newLevelsOf({ newLevels, weight, missing }: ColumnWindow) {
  return [...newLevels]
    .sort(([, a], [, b]) => b - a)
    .slice(0, NEW_LEVELS_TOLD)
    .map(([level, n]) => ({ level, share: n / Math.max(1, weight - missing) }));
}
