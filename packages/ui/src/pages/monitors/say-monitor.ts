import { countOf, formatNumber } from '../../charts/index.ts';
import { datasetAddress } from '../datasets/dataset-address.ts';
import { datasetOf } from './monitor-address.ts';
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
export function sayWindow({
  settings,
  dataset,
}: Pick<ShownMonitor, 'settings' | 'dataset'>): string {
  if (dataset !== null && dataset.timeColumn === undefined) return 'each version';
  const { window, minRows } = settings;
  const what = typeof window === 'string' ? window : countOf(window.rows, 'row');
  const by = dataset === null ? '' : ` of ${dataset.timeColumn}`;
  return `${what}${by}, at least ${countOf(minRows, 'row')}`;
}

/** What windows are compared with, in words. */
export function sayReference({
  settings: { reference, season },
  dataset,
}: Pick<ShownMonitor, 'settings' | 'dataset'>): string {
  const what =
    reference === 'training'
      ? dataset === null
        ? 'what the version learned from'
        : `version ${dataset.version ?? 1} of it`
      : 'last' in reference
        ? `the ${reference.last} before`
        : `${reference.ago} ago`;
  return season === undefined ? what : `${what}; what was so ${season} ago is natural`;
}

/** What is watched, with its page and that of one of its versions. */
export function watchedThing(watched: string): {
  readonly says: string;
  readonly href: string;
  readonly versionHref: (version: number) => string;
} {
  const dataset = datasetOf(watched);
  if (dataset === undefined) {
    const name = encodeURIComponent(watched);
    return {
      ...{ says: `endpoint ${watched}`, href: `/endpoints/${name}` },
      versionHref: (version) => `/models/${name}?version=${version}`,
    };
  }
  return {
    ...{ says: `dataset ${dataset}`, href: datasetAddress(dataset) },
    versionHref: (version) => datasetAddress(dataset, { version: `${version}` }),
  };
}

/** When it alarms, in words. */
export function sayRule({ alarm }: ShownMonitor['settings']): string {
  return `after ${alarm.raiseAfter} of ${alarm.outOf} verdicts, ends after ${alarm.clearAfter} calm`;
}
