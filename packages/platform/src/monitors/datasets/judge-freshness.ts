import { durationMs } from '@kaizenml/contracts';
import { countWindow, startRule } from '@kaizenml/ml/alarms';
import { sayDuration } from '@kaizenml/ml/quality';
import { alertKey } from '../judging/alerts-of.ts';
import { ruleKey } from '../judging/follow-rules.ts';
import type { MonitorRecord, NewVerdict } from '../store.ts';
import { openCursor } from './cursor.ts';
import type { WatchedDataset } from './judge-dataset.ts';

const KEY = ruleKey({ check: 'freshness', column: 'rows', measure: 'age' });
const ONCE = { raiseAfter: 1, outOf: 1, clearAfter: 1 } as const;

/**
 * Whether the newest row, or version, is older than it may be.
 *
 * @returns What becomes of the monitor; undefined where that is what it says already.
 */
export function judgeFreshness(
  { subject, cursor, state }: MonitorRecord,
  { name, settings }: WatchedDataset,
  nowMs: number,
): Omit<NewVerdict, 'verdict'> | undefined {
  if (cursor === null) return undefined;
  const { freshWithin, timeColumn } = settings;
  const { newestAt, version } = openCursor(cursor);
  const ageMs = nowMs - Date.parse(newestAt);
  const isLate = freshWithin !== undefined && ageMs > durationMs(freshWithin);
  const wasLate = state.rules[KEY]?.isRaised === true;
  if (isLate === wasLate) return undefined;
  const { [KEY]: _, ...others } = state.rules;
  const key = alertKey(subject, 'freshness');
  if (!isLate) return { state: { ...state, rules: others }, raise: [], resolve: [key] };
  const rule = startRule(ONCE);
  countWindow(rule, true);
  const what = timeColumn === undefined ? 'version' : `time of "${timeColumn}"`;
  return {
    state: { ...state, rules: { ...others, [KEY]: rule } },
    raise: [
      {
        ...{ key, subject, severity: 'error' },
        message: `Of dataset "${name}" nothing new comes: the newest ${what} must be at most ${freshWithin} old, and is ${sayDuration(ageMs)} old.`,
        hint: 'See whether the job that brings it still runs.',
        cause: `Version ${version} is the last that came.`,
        impact: 'What is looked up in it, or trained on it, knows nothing of the time since.',
        next: `kaizen datasets show ${name}`,
        details: { kind: 'dataset', name, version, newestAt, ageMs, freshWithin },
      },
    ],
    resolve: [],
  };
}
