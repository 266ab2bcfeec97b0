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
  /** What was answered in seasons before. */
  seasons(): Promise<LatestSeasons>;
}

/** The latest seasons, the newest first. */
export interface LatestSeasons {
  /** None where none is known. */
  readonly outcomes: readonly SeasonOutcomes[];
  /** Whether no verdict of them says that answers are worse. Where there is none but such, those count. */
  readonly areCalm: boolean;
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
const MOST_THEN = 1000;

/** The past of some windows. */
export function labelledPast(
  performance: Pick<PerformanceStore, 'windows' | 'verdicts'>,
  choice: PastChoice,
): LabelledPast {
  return {
    labels: () => labelsOfSeasons(performance, choice),
    seasons: () => outcomesOfSeasons(performance, choice),
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
    drifted: async (back) =>
      isShort(season)
        ? await driftedIn(performance, choice, spanBefore(choice.place, season, back))
        : new Set<string>(),
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

/** Checks of labels that had found a drift in the verdicts that reach into a span. */
async function driftedIn(
  performance: Pick<PerformanceStore, 'verdicts'>,
  { subject, place }: PastChoice,
  { from, to }: { readonly from: string; readonly to: string },
): Promise<ReadonlySet<string>> {
  const lengthMs = Date.parse(place.end) - Date.parse(place.start);
  const later = new Date(Date.parse(to) + lengthMs).toISOString();
  const verdicts = await performance.verdicts(subject, {
    ...{ basis: 'labelled', from, to: later, limit: MOST_THEN },
  });
  const reaching = verdicts.filter(({ start }) => start < to);
  return new Set(reaching.flatMap(({ findings }) => findings.filter(isDrift).map(checkOf)));
}

function checkOf({ check }: { readonly check: string }): string {
  return check;
}

async function outcomesOfSeasons(
  performance: Pick<PerformanceStore, 'windows' | 'verdicts'>,
  choice: PastChoice,
): Promise<LatestSeasons> {
  const { place, settings } = choice;
  const { season, keep } = settings;
  if (season === undefined) return { outcomes: [], areCalm: true };
  const calm: SeasonOutcomes[] = [];
  const worse: SeasonOutcomes[] = [];
  const most = seasonsBack({ season, keep });
  for (let back = 1; back <= most && calm.length < MOST_SEASONS; back++) {
    const sameHours = spanBefore(place, season, back);
    const whole = { from: sameHours.from, to: spanBefore(place, season, back - 1).from };
    const isCalm = !(await driftedIn(performance, choice, whole)).has('performance');
    if (!isCalm && worse.length === MOST_SEASONS) continue;
    const hours = await outcomesIn(performance, choice, sameHours);
    if (hours.nRows < LEAST_ROWS) continue;
    const all = await outcomesIn(performance, choice, whole);
    (isCalm ? calm : worse).push({ hours, all });
  }
  return calm.length > 0 ? { outcomes: calm, areCalm: true } : { outcomes: worse, areCalm: false };
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
