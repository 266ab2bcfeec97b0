import type { DatasetStore, DatasetVersionRecord } from '../../datasets/index.ts';
import { type Finding, isDrift } from '../finding.ts';
import { alertsOf, type SaidCauses } from '../judging/alerts-of.ts';
import { followRules, raisedOf, ruledBy } from '../judging/follow-rules.ts';
import { judgeQuality } from '../judging/judge-quality.ts';
import { judgeWindows, type WatchedColumn } from '../judging/judge-windows.ts';
import type { MonitorState } from '../state.ts';
import type {
  MonitorRecord,
  MonitorStore,
  NewVerdict,
  VerdictRecord,
  WindowPlace,
} from '../store.ts';
import { datasetColumns } from './dataset-columns.ts';
import { judgeRows, windowsOfSeason } from './judge-rows.ts';
import { findReference } from './reference-version.ts';
import { judgedBy, type WatchSettings } from './settings.ts';

/** What judging a dataset stands on. */
export interface JudgeDatasetDeps {
  readonly monitors: Pick<
    MonitorStore,
    'windows' | 'places' | 'verdicts' | 'course' | 'findBaseline'
  >;
  readonly datasets: Pick<DatasetStore, 'find'>;
}

/** One dataset, and how it is watched. */
export interface WatchedDataset {
  readonly name: string;
  readonly settings: WatchSettings;
}

/** Windows before that tell how many rows come: so many, and so many seasons. */
const [PAST_WINDOWS, PAST_SEASONS, MOST_WINDOWS] = [30, 8, 2000];

/** What of a date is no damage: it goes on. */
const OF_TIME: ReadonlySet<string> = new Set(['range', 'units', 'stuck']);

/**
 * The next verdict on a dataset: on the first window that is not judged yet, alone. One with too few rows is judged by their number and
 * its columns; rules of values then stay as they are.
 *
 * @returns Undefined where every window is judged.
 */
export async function judgeDataset(
  { monitors, datasets }: JudgeDatasetDeps,
  { subject, state }: MonitorRecord,
  { name, settings }: WatchedDataset,
): Promise<NewVerdict | undefined> {
  const [place] = await monitors.places(subject, { from: state.judgedTo ?? undefined });
  if (place === undefined) return undefined;
  const { start, end, version } = place;
  const [window] = await monitors.windows(subject, { from: start, to: end, version });
  const nRows = window?.nRows ?? 0;
  const record = await datasets.find(`${name}@${version}`);
  const isEnough = nRows >= settings.minRows;
  const columns = isEnough ? await datasetColumns(monitors, { subject, place, settings }) : [];
  const moving = columns.filter(({ binning }) => binning.kind !== 'date');
  const { findings: moved, lord } =
    moving.length === 0
      ? { findings: [], lord: state.lord }
      : judgeWindows(moving, settings, state.lord);
  const ofRows = judgeRows(
    {
      nRows,
      past: await pastRows(monitors, { subject, place, settings }),
      names: nRows === 0 ? undefined : await namesOf(monitors, { subject, settings, record }),
      newBefore: await newBefore(monitors, subject, start),
    },
    settings,
  );
  const findings = [...moved, ...damaged(columns, settings), ...ofRows];
  const checks = new Set<Finding['check']>(isEnough ? ['inputs', 'quality'] : ['quality']);
  const { counted, held, apart } = splitRules(state.rules, isEnough);
  const followed = followRules(counted, findings, { alarm: settings.alarm, checks });
  const raised = [...followed.raised, ...raisedOf(held)];
  const { alarming } = followed;
  const status = raised.length > 0 ? 'alarm' : findings.some(isDrift) ? 'drift' : 'calm';
  const verdict: VerdictRecord = { ...place, nRows, status, findings };
  const said = alarming.length === 0 ? undefined : saidOf(subject, place, record);
  return {
    verdict,
    state: { version, lord, rules: { ...apart, ...held, ...followed.rules }, judgedTo: end },
    ...alertsOf({
      ...{ subject, place, nRows, alarming, raised, checks, said },
      raisedBefore: raisedOf({ ...counted, ...held }),
    }),
  };
}

/** Ways to be damaged that a window without enough rows shows, too. */
const OF_ROWS: ReadonlySet<string> = new Set(['volume', 'column-gone', 'column-new']);

/**
 * Rules that a verdict counts for, those that it cannot say anything of, and those that no verdict leads to: freshness is a matter of the
 * clock, and a verdict of the rows alone.
 */
function splitRules(rules: MonitorState['rules'], isEnough: boolean) {
  const parts = Object.groupBy(Object.entries(rules), ([key]) => {
    const { check, measure } = ruledBy(key);
    if (check === 'freshness') return 'apart';
    return isEnough || OF_ROWS.has(measure) ? 'counted' : 'held';
  });
  const of = (part: keyof typeof parts) => Object.fromEntries(parts[part] ?? []);
  return { counted: of('counted'), held: of('held'), apart: of('apart') };
}

function damaged(columns: readonly WatchedColumn[], settings: WatchSettings): readonly Finding[] {
  const dates = new Set(
    columns.flatMap(({ binning }) => (binning.kind === 'date' ? [binning.name] : [])),
  );
  return judgeQuality(columns, judgedBy(settings)).filter(
    ({ column, measure }) => !(dates.has(column) && OF_TIME.has(measure)),
  );
}

type OfWindow = Pick<MonitorRecord, 'subject'> & {
  readonly place: WindowPlace;
  readonly settings: WatchSettings;
};

/** Rows of the windows right before, the oldest first; of versions that of the reference stands before all. */
async function pastRows(
  monitors: JudgeDatasetDeps['monitors'],
  { subject, settings }: OfWindow,
): Promise<readonly number[]> {
  const season = windowsOfSeason(settings);
  const limit = Math.min(MOST_WINDOWS, Math.max(PAST_WINDOWS, PAST_SEASONS * season));
  const course = await monitors.course(subject, limit);
  const past = course.map(({ nRows }) => nRows);
  if (settings.timeColumn !== undefined || past.length === limit) return past;
  const reference = await findReference(monitors, subject, settings.version);
  return [...(reference?.slice(0, 1) ?? []).map(({ window }) => window.nRows), ...past];
}

async function namesOf(
  monitors: JudgeDatasetDeps['monitors'],
  of: Pick<OfWindow, 'subject' | 'settings'> & {
    readonly record: DatasetVersionRecord | undefined;
  },
) {
  const { subject, settings, record } = of;
  if (record === undefined) return undefined;
  const known = (await findReference(monitors, subject, settings.version)) ?? [];
  const { timeColumn, columns } = settings;
  const asked = columns && new Set(timeColumn === undefined ? columns : [...columns, timeColumn]);
  const isAsked = (column: string) => asked?.has(column) !== false;
  const ofReference = known.map(({ binning }) => binning.name);
  if (timeColumn !== undefined) ofReference.push(timeColumn);
  return {
    reference: ofReference.filter(isAsked),
    current: record.columns.map((column) => column.name).filter(isAsked),
  };
}

/** Columns that the verdict before found new: they are told once. */
async function newBefore(
  monitors: Pick<MonitorStore, 'verdicts'>,
  subject: MonitorRecord['subject'],
  to: string,
): Promise<ReadonlySet<string>> {
  const [before] = await monitors.verdicts(subject, { to, limit: 1 });
  return new Set(
    (before?.findings ?? [])
      .filter(({ measure }) => measure === 'column-new')
      .map(({ column }) => column),
  );
}

function saidOf(
  subject: MonitorRecord['subject'],
  { start, version }: WindowPlace,
  record: DatasetVersionRecord | undefined,
): SaidCauses {
  const read =
    record === undefined
      ? 'is gone'
      : `was read from "${record.source}" on ${record.createdAt.slice(0, 16).replace('T', ' ')} UTC`;
  return {
    cause: `Version ${version} ${read}.`,
    impact: 'What is trained on these rows, or looked up in them, stands on what they hold now.',
    next: `kaizen monitors drift ${subject}`,
    since: start,
  };
}
