import type { AlarmState } from '@kaizenml/ml/alarms';
import { emptyLord, type LordState } from '@kaizenml/ml/drift';

/** Where a monitor stands between verdicts. Plain JSON. */
export interface MonitorState {
  /** Version that the rules count for; another one begins anew. Null before the first verdict. */
  readonly version: number | null;
  /** How much the stream of verdicts may still claim. */
  readonly lord: LordState;
  /** Rules that are not at rest, by `<check>/<column>`. */
  readonly rules: Readonly<Record<string, AlarmState>>;
  /** End of the last verdict; windows after it are not judged yet. */
  readonly judgedTo: string | null;
}

/** A monitor before its first verdict. @param rate Share of its discoveries that may be false. */
export function startState(rate: number): MonitorState {
  return { version: null, lord: emptyLord(rate), rules: {}, judgedTo: null };
}
