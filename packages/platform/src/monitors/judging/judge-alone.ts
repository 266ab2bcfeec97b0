import type { MonitorSettings } from '@kaizenml/contracts/operations';
import { emptyLord } from '@kaizenml/ml/drift';
import { type Finding, isDrift } from '../finding.ts';
import { judgeQuality } from './judge-quality.ts';
import { judgeWindows, type WatchedColumn } from './judge-windows.ts';

/**
 * Judges a window that no verdict came before, and maybe none follows: as the first verdict of a monitor is. Who asks often is one who
 * looks often, and a stream that may go on claims little at its first step.
 *
 * @returns What drifted first, then by its size.
 * @cost O(columns bins)
 */
export function judgeAlone(
  columns: readonly WatchedColumn[],
  settings: Pick<MonitorSettings, 'rate' | 'leastEffect'>,
): readonly Finding[] {
  const { findings } = judgeWindows(columns, settings, emptyLord(settings.rate));
  return [...findings, ...judgeQuality(columns, settings)].sort(
    (a, b) => Number(isDrift(b)) - Number(isDrift(a)) || (b.effect ?? 0) - (a.effect ?? 0),
  );
}
