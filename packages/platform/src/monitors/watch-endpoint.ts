import { durationMs } from '@kaizenml/contracts';
import type { MonitorSettings } from '@kaizenml/contracts/operations';
import type { Clock } from '../kit/index.ts';
import type { CountedVersionDeps, FindCountedVersion } from './counted-versions.ts';
import { countLog } from './counting/count-log.ts';
import { cutsOf, windowStart } from './counting/window-cuts.ts';
import { judgeNext } from './judge-next.ts';
import type { SaidCauses } from './judging/alerts-of.ts';
import type { WatchedColumn } from './judging/judge-windows.ts';
import { startState } from './state.ts';
import type { MonitorRecord, MonitorStore, Subject, VerdictRecord } from './store.ts';

/** What watching stands on. */
export interface WatchDeps extends CountedVersionDeps {
  readonly monitors: MonitorStore;
  readonly clock: Clock;
  /** Why a verdict is an alarm. */
  readonly explain: ExplainVerdict;
}

/** Why a verdict on an endpoint is an alarm; undefined where nobody knows. */
export type ExplainVerdict = (
  endpoint: string,
  judged: JudgedVerdict,
) => Promise<SaidCauses | undefined>;

/** A verdict that is not kept yet, and what it was made of. */
export interface JudgedVerdict {
  readonly verdict: VerdictRecord;
  readonly columns: readonly WatchedColumn[];
}

/** One endpoint, and how it is watched. */
export interface WatchedEndpoint {
  readonly endpoint: string;
  readonly settings: MonitorSettings;
  readonly findVersion: FindCountedVersion;
  /** Inputs that the log does not keep as they were. */
  readonly redacted: ReadonlySet<string>;
}

/** Time after which nothing is logged any more under an instant. */
const GRACE_MS = 2000;

/**
 * Counts what was logged since the last look, and judges the windows that are whole. Whatever it is interrupted in, the next look
 * goes on after the last window and the last verdict that were kept.
 *
 * @cost O(rows logged since the last look)
 */
export async function watchEndpoint(
  deps: WatchDeps,
  { endpoint, settings, findVersion, redacted }: WatchedEndpoint,
): Promise<void> {
  const { monitors, clock } = deps;
  const subject: Subject = `endpoint:${endpoint}`;
  const start = { settings: null, state: startState(settings.rate) };
  let monitor = (await monitors.find(subject)) ?? (await monitors.ensure(subject, start));
  const cuts = cutsOf(settings.window);
  const keptFromMs = clock.now() - durationMs(settings.keep);
  const from = monitor.cursor ?? new Date(Math.max(0, keptFromMs)).toISOString();
  const overMs = clock.now() - GRACE_MS;
  const toMs = cuts.kind === 'time' ? windowStart(cuts.everyMs, overMs) : overMs;
  let hasCounted = false;
  if (toMs > Date.parse(from)) {
    const choice = { endpoint, cuts, from, to: new Date(toMs).toISOString() };
    for await (const counted of countLog({ ...deps, findVersion }, choice)) {
      if (!(await monitors.keepWindows(monitor, counted))) return;
      monitor = after(monitor, { cursor: counted.cursor });
      hasCounted ||= counted.windows.length > 0;
    }
  }
  let waiting = await monitors.places(subject, { from: monitor.state.judgedTo ?? undefined });
  for (;;) {
    const next = await judgeNext(monitors, monitor, {
      ...{ settings, findVersion, redacted, waiting },
      explain: (verdict, columns) => deps.explain(endpoint, { verdict, columns }),
    });
    if (next === undefined) break;
    if (!(await monitors.keepVerdict(monitor, next))) return;
    monitor = after(monitor, { state: next.state });
    waiting = waiting.filter(({ start }) => start >= next.verdict.end);
  }
  if (hasCounted && keptFromMs > 0)
    await monitors.forget(subject, new Date(keptFromMs).toISOString());
}

/** A monitor after a change that was made of it. */
function after(monitor: MonitorRecord, change: Partial<MonitorRecord>): MonitorRecord {
  return { ...monitor, ...change, revision: monitor.revision + 1 };
}
