import { durationMs } from '@kaizenml/contracts';
import type { MonitorSettings } from '@kaizenml/contracts/operations';
import { isDrift } from '../../finding.ts';
import type { Seasons } from '../../judging/beyond-season.ts';
import { naturalOf, pastSeasons, seasonsBack, seasonsBefore } from '../../judging/past-seasons.ts';
import { versionOfMost } from '../../judging/take-enough.ts';
import { isShort } from '../../judging/watched-columns.ts';
import type { Subject, WindowPlace } from '../../store.ts';
import { addStored } from '../add-stored.ts';
import type { ScoredVersion } from '../counting/scored-version.ts';
import type { FindScoredVersion } from '../counting/scored-versions.ts';
import { unpackPerformance } from '../counting/window-performance.ts';
import type { OutcomeCounts } from '../outcomes/outcome-counts.ts';
import type { PerformanceStore } from '../store.ts';

/** What was known before some windows, read as soon as somebody asks. */
export interface LabelledPast {
  /** The labels of the same windows in seasons before. */
  labels(): Promise<Seasons>;
  /** What the version did in seasons before; undefined where no season is asked for, or it has not answered in one as yet. */
  season(): Promise<SeasonOutcomes | undefined>;
  /** The windows themselves, one by one. */
  windows(): Promise<readonly OutcomeCounts[]>;
}

/** Outcomes of a version in the latest seasons. */
export interface SeasonOutcomes {
  /** In the same windows of each, the newest first. */
  readonly sameHours: readonly OutcomeCounts[];
  /** In all windows of these seasons. */
  readonly all: OutcomeCounts;
}

/** Whose past it is. */
export interface PastChoice {
  readonly subject: Subject;
  readonly place: WindowPlace;
  readonly version: ScoredVersion;
  readonly settings: MonitorSettings;
  readonly findVersion: FindScoredVersion;
}

/** Seasons by which it is known how good answers usually are at an hour. */
const MOST_SEASONS = 4;
/** Labelled rows of a season before that say something; chance knows how many they are. */
const LEAST_ROWS = 30;
const MOST_THEN = 100;

/** The past of some windows. */
export function labelledPast(
  performance: Pick<PerformanceStore, 'windows' | 'verdicts'>,
  choice: PastChoice,
): LabelledPast {
  return {
    labels: () => labelsOfSeasons(performance, choice),
    season: () => outcomesOfSeasons(performance, choice),
    async windows() {
      const { subject, place } = choice;
      const span = { from: place.start, to: place.end, version: place.version };
      const windows = await performance.windows(subject, span);
      return windows.map(({ body }) => unpackPerformance(body).outcomes);
    },
  };
}

async function labelsOfSeasons(
  performance: Pick<PerformanceStore, 'windows' | 'verdicts'>,
  choice: PastChoice,
): Promise<Seasons> {
  const { season, keep } = choice.settings;
  if (season === undefined) return undefined;
  const seasons = pastSeasons(seasonsBack({ season, keep }), {
    find: (back) => labelsIn(performance, choice, spanBefore(choice.place, season, back)),
    drifted: (back) => driftedIn(performance, choice, spanBefore(choice.place, season, back)),
  });
  const known = naturalOf(await seasonsBefore(seasons, 'labels', (labels) => labels));
  if (known.length > 0) return known;
  return isShort(season) ? 'learning' : undefined;
}

/** The labels of the version that has most of them in a span; undefined where it has too few. */
async function labelsIn(
  performance: Pick<PerformanceStore, 'windows'>,
  { subject, findVersion }: PastChoice,
  span: { readonly from: string; readonly to: string },
) {
  const windows = await performance.windows(subject, span);
  const counted = new Map<number, number>();
  for (const { version, nLabelled } of windows)
    counted.set(version, (counted.get(version) ?? 0) + nLabelled);
  const best = versionOfMost(counted);
  if (best === undefined || best.nRows < LEAST_ROWS) return undefined;
  const found = await findVersion(best.version);
  if (found?.label === undefined) return undefined;
  const [start, end] = [span.from, span.to];
  const place = { start, end, version: best.version, found };
  const { labels } = await addStored(performance, subject, place);
  return labels === null ? undefined : { binning: found.label.binning, window: labels };
}

async function driftedIn(
  performance: Pick<PerformanceStore, 'verdicts'>,
  { subject, settings, place }: PastChoice,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<ReadonlySet<string>> {
  if (settings.season === undefined || !isShort(settings.season)) return new Set();
  const lengthMs = Date.parse(place.end) - Date.parse(place.start);
  const verdicts = await performance.verdicts(subject, {
    ...{ basis: 'labelled', from, limit: MOST_THEN },
    to: new Date(Date.parse(to) + lengthMs).toISOString(),
  });
  const reaching = verdicts.filter(({ start }) => start < to);
  return new Set(reaching.flatMap(({ findings }) => findings.filter(isDrift).map(checkOf)));
}

function checkOf({ check }: { readonly check: string }): string {
  return check;
}

async function outcomesOfSeasons(
  performance: Pick<PerformanceStore, 'windows'>,
  { subject, place, version: found, settings }: PastChoice,
): Promise<SeasonOutcomes | undefined> {
  const { season } = settings;
  if (season === undefined) return undefined;
  const outcomesIn = async (start: string, end: string) => {
    const span = { start, end, version: place.version, found };
    return (await addStored(performance, subject, span)).outcomes;
  };
  const sameHours: OutcomeCounts[] = [];
  while (sameHours.length < MOST_SEASONS) {
    const { from, to } = spanBefore(place, season, sameHours.length + 1);
    const outcomes = await outcomesIn(from, to);
    if (outcomes.nRows < LEAST_ROWS) break;
    sameHours.push(outcomes);
  }
  if (sameHours.length === 0) return undefined;
  const { from } = spanBefore(place, season, sameHours.length);
  return { sameHours, all: await outcomesIn(from, place.start) };
}

function spanBefore({ start, end }: WindowPlace, season: string, back: number) {
  const before = (instant: string) =>
    new Date(Date.parse(instant) - back * durationMs(season)).toISOString();
  return { from: before(start), to: before(end) };
}
