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
import { addOutcomes, noOutcomes, type OutcomeCounts } from '../outcomes/outcome-counts.ts';
import type { PerformanceStore } from '../store.ts';

/** What was known before some windows, read as soon as somebody asks. */
export interface LabelledPast {
  /** The labels of the same windows in seasons before. */
  labels(): Promise<Seasons>;
  /** What was answered in the latest seasons, the newest first; none where no season is asked for, or none is known as yet. */
  seasons(): Promise<readonly SeasonOutcomes[]>;
  /** The windows themselves, one by one. */
  windows(): Promise<readonly OutcomeCounts[]>;
}

/** Outcomes of one season, of all versions. */
export interface SeasonOutcomes {
  /** In the same windows of it. */
  readonly hours: OutcomeCounts;
  /** In all windows from these on, as long as the season is. */
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
    seasons: () => outcomesOfSeasons(performance, choice),
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
  choice: PastChoice,
): Promise<readonly SeasonOutcomes[]> {
  const { place, settings } = choice;
  const { season } = settings;
  if (season === undefined) return [];
  const seasons: SeasonOutcomes[] = [];
  while (seasons.length < MOST_SEASONS) {
    const sameHours = spanBefore(place, season, seasons.length + 1);
    const hours = await outcomesIn(performance, choice, sameHours);
    if (hours.nRows < LEAST_ROWS) break;
    const to = spanBefore(place, season, seasons.length).from;
    const all = await outcomesIn(performance, choice, { from: sameHours.from, to });
    seasons.push({ hours, all });
  }
  return seasons;
}

/** What all versions of the same classes did in a span. */
async function outcomesIn(
  performance: Pick<PerformanceStore, 'windows'>,
  { subject, version, findVersion }: PastChoice,
  span: { readonly from: string; readonly to: string },
): Promise<OutcomeCounts> {
  const sum = noOutcomes();
  for (const window of await performance.windows(subject, span)) {
    const found = await findVersion(window.version);
    if (found === undefined || classesOf(found) !== classesOf(version)) continue;
    addOutcomes(sum, unpackPerformance(window.body).outcomes);
  }
  return sum;
}

function classesOf({ signature }: ScoredVersion): string {
  return JSON.stringify(signature.output.classes ?? null);
}

function spanBefore({ start, end }: WindowPlace, season: string, back: number) {
  const before = (instant: string) =>
    new Date(Date.parse(instant) - back * durationMs(season)).toISOString();
  return { from: before(start), to: before(end) };
}
