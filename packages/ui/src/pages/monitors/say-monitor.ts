import { countOf, formatNumber } from '../../charts/index.ts';
import type { ShownMonitor, Standing } from './monitor-types.ts';

/** What a monitor's status is called; `waiting` before the first verdict. */
export function statusOf({ status, isPaused }: Pick<Standing, 'status' | 'isPaused'>): string {
  return isPaused ? 'paused' : (status ?? 'waiting');
}

/** The last verdict as a sentence; empty before there is one. */
export function sayVerdict({ verdict, alarms }: Pick<ShownMonitor, 'verdict' | 'alarms'>): string {
  if (verdict === null) return '';
  const { findings } = verdict;
  const nWatched = new Set(findings.map(({ column }) => column)).size;
  const drifted = findings.filter((finding) => finding.verdict === 'drift');
  const nDrifted = new Set(drifted.map(({ column }) => column)).size;
  if (nDrifted === 0 && alarms.length === 0)
    return `None of ${countOf(nWatched, 'column')} has moved further than matters.`;
  if (nDrifted === 0)
    return `Nothing drifts any more; ${countOf(alarms.length, 'alarm ends', 'alarms end')} once it has stayed so.`;
  const moved = `${formatNumber(nDrifted)} of ${countOf(nWatched, 'column')} ${nDrifted === 1 ? 'has' : 'have'} moved.`;
  return alarms.length > 0 ? moved : `${moved} An alarm is raised if that goes on.`;
}

/** How often chance alone would alarm, in words; empty before it is known. */
export function sayFalseAlarms({ falseAlarmsPerMonth }: ShownMonitor): string {
  if (falseAlarmsPerMonth === null) return 'known after the second verdict';
  if (falseAlarmsPerMonth < 0.01) return 'fewer than 1 in 100 months';
  if (falseAlarmsPerMonth < 0.5)
    return `at most 1 in ${formatNumber(Math.floor(1 / falseAlarmsPerMonth))} months`;
  return `at most ${falseAlarmsPerMonth.toFixed(1)} a month`;
}

/** What windows are, in words. */
export function sayWindow({ window, minRows }: ShownMonitor['settings']): string {
  const what = typeof window === 'string' ? window : countOf(window.rows, 'row');
  return `${what}, at least ${countOf(minRows, 'row')}`;
}

/** What windows are compared with, in words. */
export function sayReference({ reference, season }: ShownMonitor['settings']): string {
  const what =
    reference === 'training'
      ? 'what the version learned from'
      : 'last' in reference
        ? `the ${reference.last} before`
        : `${reference.ago} ago`;
  return season === undefined ? what : `${what}; what was so ${season} ago is natural`;
}

/** When it alarms, in words. */
export function sayRule({ alarm }: ShownMonitor['settings']): string {
  return `after ${alarm.raiseAfter} of ${alarm.outOf} verdicts, ends after ${alarm.clearAfter} calm`;
}
