import { durationMs } from '@kaizenml/contracts';
import type { MonitorSettings } from '@kaizenml/contracts/operations';
import type { Clock } from '../../kit/index.ts';
import type { PredictionLog } from '../../predictions/index.ts';
import { raisedOf } from '../judging/follow-rules.ts';
import type { MonitorStore, Subject } from '../store.ts';
import { changedDays } from './changed-days.ts';
import { countPerformance } from './counting/count-performance.ts';
import type { FindScoredVersion } from './counting/scored-versions.ts';
import { unpackPerformance } from './counting/window-performance.ts';
import { type BasisChoice, judgeBasis } from './judge-basis.ts';
import { ripePlaces } from './ripe-places.ts';
import { BASES, type PerformanceState, startPerformance } from './state.ts';
import type {
  NewPerformanceVerdict,
  PerformanceRecord,
  PerformanceStore,
  PerformanceWindow,
} from './store.ts';
import { type WindowTodo, windowsTodo } from './windows-todo.ts';

/** What watching stands on. */
export interface WatchPerformanceDeps {
  readonly monitors: Pick<MonitorStore, 'find' | 'places'>;
  readonly performance: PerformanceStore;
  readonly predictionLog: Pick<PredictionLog, 'scan' | 'findMarks'>;
  readonly clock: Clock;
}

/** One endpoint, and how it is watched. */
export interface WatchedPerformance {
  readonly endpoint: string;
  readonly settings: MonitorSettings;
  readonly findVersion: FindScoredVersion;
  /** Somebody waits for it: days are counted again however lately they were. */
  readonly isAsked: boolean;
}

/**
 * Counts how good the answers in windows are, again where labels have arrived since, and judges what has come in.
 *
 * Windows are those that the monitor has counted. Whatever it is interrupted in, the next look finds the same to do: the mark of a day
 * is kept only with its windows, and the verdicts of a look with the state that they lead to. What is older than the settings keep goes.
 *
 * @cost O(rows of new windows, and of days whose labels have changed)
 */
export async function watchPerformance(
  deps: WatchPerformanceDeps,
  watched: WatchedPerformance,
): Promise<void> {
  const subject: Subject = `endpoint:${watched.endpoint}`;
  const monitor = await deps.monitors.find(subject);
  if (monitor === undefined) return;
  const record =
    (await deps.performance.find(subject)) ??
    (await deps.performance.ensure(subject, startPerformance()));
  const counted = await countAnew(deps, record, watched);
  if (counted === undefined) return;
  await judgeAll(deps, counted, { ...watched, beside: raisedOf(monitor.state.rules) });
  const keptFromMs = deps.clock.now() - durationMs(watched.settings.keep);
  if (counted.revision !== record.revision && keptFromMs > 0)
    await deps.performance.forget(subject, new Date(keptFromMs).toISOString());
}

/** @returns Undefined where another process went on meanwhile. */
async function countAnew(
  deps: WatchPerformanceDeps,
  before: PerformanceRecord,
  { endpoint, settings, findVersion, isAsked }: WatchedPerformance,
): Promise<PerformanceRecord | undefined> {
  const { performance, clock } = deps;
  const beganMs = clock.now();
  const days = await changedDays(deps, { endpoint, settings, isAsked, record: before });
  const todo = await windowsTodo(deps, { ...days, record: before, settings, nowMs: beganMs });
  let record = before;
  const keep = async (kept: Parameters<PerformanceStore['keepWindows']>[1]) => {
    const isKept = await performance.keepWindows(record, kept);
    record = { ...record, state: kept.state, revision: record.revision + 1 };
    return isKept;
  };
  const daysAfter = () =>
    todo.daysAfter(record.state.days, { countedAtMs: beganMs, tookMs: clock.now() - beganMs });
  for (const [i, places] of todo.chunks.entries()) {
    const findEstimated = await findEstimatedOf(performance, record.subject, places);
    const windows = await countPerformance(
      { ...deps, findVersion, findEstimated },
      { endpoint, places },
    );
    const counted = i === todo.chunks.length - 1 ? daysAfter() : undefined;
    const countedTo = todo.newestIn(places) ?? record.state.countedTo;
    const seen = seenWith(record.state, windows);
    const state = { ...record.state, ...seen, countedTo, ...(counted && { days: counted }) };
    if (!(await keep({ windows, state }))) return undefined;
  }
  const looked = todo.chunks.length === 0 ? daysAfter() : undefined;
  if (looked === undefined) return record;
  const state = { ...record.state, days: looked };
  return (await keep({ windows: [], state })) ? record : undefined;
}

/** Nothing where nobody took note of what was in the windows before. */
function seenWith(
  { hasSeen }: PerformanceState,
  windows: readonly PerformanceWindow[],
): Pick<PerformanceState, 'hasSeen'> {
  if (hasSeen === undefined) return {};
  const labels = hasSeen.labels || windows.some(({ nLabelled }) => nLabelled > 0);
  const rewards = hasSeen.rewards || windows.some(({ nRewarded }) => nRewarded > 0);
  return { hasSeen: { labels, rewards } };
}

/** Estimates of windows that are counted again. */
async function findEstimatedOf(
  performance: Pick<PerformanceStore, 'windows'>,
  subject: Subject,
  places: readonly WindowTodo[],
) {
  const [first, last] = [places[0], places.at(-1)];
  const known = new Map<string, ReturnType<typeof unpackPerformance>['estimated']>();
  if (first !== undefined && last !== undefined && places.some(({ isNew }) => !isNew))
    for (const window of await performance.windows(subject, { from: first.start, to: last.end }))
      known.set(`${window.start}/${window.version}`, unpackPerformance(window.body).estimated);
  return ({ start, version }: Pick<WindowTodo, 'start' | 'version'>) =>
    known.get(`${start}/${version}`);
}

async function judgeAll(
  { performance, clock }: WatchPerformanceDeps,
  counted: PerformanceRecord,
  { settings, findVersion, beside }: WatchedPerformance & Pick<BasisChoice, 'beside'>,
): Promise<void> {
  const { subject } = counted;
  let { state } = counted;
  const nowMs = clock.now();
  const verdicts: NewPerformanceVerdict[] = [];
  const judged = withVerdicts(performance, verdicts);
  for (const basis of BASES) {
    let ripe = await ripePlaces(performance, { subject, state }, { basis, settings, nowMs });
    for (;;) {
      const choice = { basis, settings, findVersion, beside, ripe };
      const next = await judgeBasis(judged, { subject, state }, choice);
      if (next === undefined) break;
      verdicts.push(next);
      state = next.state;
      ripe = ripe.filter(({ start }) => start >= next.verdict.end);
    }
  }
  if (verdicts.length > 0) await performance.keepVerdicts(counted, verdicts);
}

/** A store that knows verdicts which are made and not kept yet, so that the next one is the same however often somebody looks. */
function withVerdicts(
  performance: Pick<PerformanceStore, 'windows' | 'verdicts'>,
  made: readonly NewPerformanceVerdict[],
): Pick<PerformanceStore, 'windows' | 'verdicts'> {
  return {
    windows: (subject, span) => performance.windows(subject, span),
    async verdicts(subject, { basis, from = '', to, limit }) {
      const kept = await performance.verdicts(subject, { basis, from, to, limit });
      const waiting = made
        .map(({ verdict }) => verdict)
        .filter(
          (one) =>
            (basis === undefined || one.basis === basis) &&
            one.end > from &&
            (to === undefined || one.end <= to),
        );
      return [...kept, ...waiting].slice(-limit);
    },
  };
}
