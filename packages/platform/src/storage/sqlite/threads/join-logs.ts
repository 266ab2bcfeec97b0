import type { RunBatch } from '../../../tracking/store.ts';
import type { AskedCall } from './messages.ts';

/** Calls that are one write. */
export interface JoinedCalls {
  readonly calls: readonly AskedCall[];
  /** What does the work of all of them. */
  readonly asked: AskedCall;
}

/**
 * Joins neighbours that log metrics, and nothing else, to one run: its latest values are read and written once for all of them.
 * Points stay in their order, so that the histories are those of the calls one after the other.
 */
export function joinLogs(group: readonly AskedCall[]): readonly JoinedCalls[] {
  const joined: JoinedCalls[] = [];
  let id: string | undefined;
  let calls: AskedCall[] = [];
  const end = () => {
    const [first] = calls;
    if (first !== undefined)
      joined.push({ calls, asked: calls.length > 1 ? joinOf(calls) : first });
    calls = [];
  };
  for (const asked of group) {
    const run = runOfMetrics(asked);
    if (run === undefined || run !== id) end();
    calls.push(asked);
    id = run;
  }
  end();
  return joined;
}

/** The run of a call that logs metrics alone. */
function runOfMetrics({ call: { room, method, args } }: AskedCall): string | undefined {
  if (room !== 'runs' || method !== 'log') return undefined;
  const [id, { metrics, params = {}, tags = {} }] = args as readonly [string, RunBatch];
  const isAlone = Object.keys(params).length === 0 && Object.keys(tags).length === 0;
  return isAlone && metrics !== undefined ? id : undefined;
}

function joinOf(calls: readonly AskedCall[]): AskedCall {
  const [first] = calls as readonly [AskedCall];
  const metrics = calls.flatMap(({ call }) => (call.args[1] as RunBatch).metrics ?? []);
  return { ...first, call: { ...first.call, args: [first.call.args[0], { metrics }] } };
}
