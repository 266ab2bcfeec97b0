import type { DayTally } from './play-year.ts';

/** How good the answers of some days are: 1 without a mean loss, which is the accuracy of classes, and of numbers 1 without their error beside the mean. */
export function scoreOf(days: readonly DayTally[]): number {
  return 1 - days.reduce((sum, { loss }) => sum + loss, 0) / rowsOf(days);
}

/** Answers that some days lost against days of another score; below 0 where they won. */
export function lostIn(days: readonly DayTally[], score: number): number {
  return days.length === 0 ? 0 : Math.round((score - scoreOf(days)) * rowsOf(days));
}

function rowsOf(days: readonly DayTally[]): number {
  return days.reduce((sum, { nRows }) => sum + nRows, 0);
}
