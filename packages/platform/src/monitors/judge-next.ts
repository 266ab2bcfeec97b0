import type { MonitorSettings } from '@kaizenml/contracts/operations';
import type { FindCountedVersion } from './counted-versions.ts';
import { type Finding, isDrift } from './finding.ts';
import { alertsOf, type SaidCauses } from './judging/alerts-of.ts';
import { followRules, raisedOf } from './judging/follow-rules.ts';
import { judgeOperations } from './judging/judge-operations.ts';
import { judgeQuality } from './judging/judge-quality.ts';
import { judgeWindows, type WatchedColumn } from './judging/judge-windows.ts';
import { takeEnough } from './judging/take-enough.ts';
import { startState } from './state.ts';
import type {
  CountedPlace,
  MonitorRecord,
  MonitorStore,
  NewVerdict,
  VerdictRecord,
} from './store.ts';
import { verdictColumns } from './verdict-columns.ts';

/** How a monitor judges. */
export interface JudgeChoice {
  readonly settings: MonitorSettings;
  readonly findVersion: FindCountedVersion;
  /** Inputs that are left out. Default: none. */
  readonly redacted?: ReadonlySet<string> | undefined;
  /** Windows since the last verdict, oldest first. */
  readonly waiting: readonly CountedPlace[];
  /** Why a verdict is an alarm; undefined where nobody knows. */
  readonly explain: (
    verdict: VerdictRecord,
    columns: readonly WatchedColumn[],
  ) => Promise<SaidCauses | undefined>;
}

/**
 * The next verdict of a monitor: on the windows since the last one, as soon as one version has answered enough rows in them. The
 * version that answered most is judged; others are counted only.
 *
 * @returns Undefined while there are too few rows.
 */
export async function judgeNext(
  monitors: Pick<MonitorStore, 'windows' | 'places' | 'verdicts'>,
  { subject, state }: MonitorRecord,
  { settings, findVersion, redacted, waiting, explain }: JudgeChoice,
): Promise<NewVerdict | undefined> {
  const taken = takeEnough(waiting, settings.minRows);
  if (taken === undefined) return undefined;
  const { place, nRows } = taken;
  const windows = await monitors.windows(subject, { from: place.start, to: place.end });
  const choice = { subject, place, settings, findVersion, redacted, windows };
  const columns = await verdictColumns(monitors, choice);
  if (columns === undefined)
    return {
      verdict: { ...place, nRows, status: 'calm', findings: [] },
      ...{ state: { ...state, judgedTo: place.end }, raise: [], resolve: [] },
    };
  const { findings: moved, lord } = judgeWindows(columns, settings, state.lord);
  const served = await judgeOperations(monitors, choice);
  const findings = [...moved, ...judgeQuality(columns, settings), ...served];
  const looked = [...moved, ...served].map(({ check }) => check);
  const checks = new Set<Finding['check']>([...looked, 'quality']);
  const before = state.version === place.version ? state.rules : startState(settings.rate).rules;
  const raisedBefore = raisedOf(state.rules);
  const { rules, alarming, raised } = followRules(before, findings, {
    ...{ alarm: settings.alarm, checks },
  });
  const status = raised.length > 0 ? 'alarm' : findings.some(isDrift) ? 'drift' : 'calm';
  const verdict: VerdictRecord = { ...place, nRows, status, findings };
  const said = alarming.length === 0 ? undefined : await explain(verdict, columns);
  return {
    verdict,
    state: { version: place.version, lord, rules, judgedTo: place.end },
    ...alertsOf({ subject, place, nRows, alarming, raised, raisedBefore, checks, said }),
  };
}
