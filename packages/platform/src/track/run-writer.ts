import { toMetricValue } from '@kaizenml/contracts/operations';
import type { Piece } from './piece.ts';
import type { TrackedRun } from './tracked-run.ts';

/** The methods of a run that only write. */
export type RunWriter = Pick<
  TrackedRun,
  'metric' | 'metrics' | 'params' | 'tags' | 'note' | 'input' | 'output'
>;

/** Makes pieces of what a program logs. @param nowMs Milliseconds since 1970. */
export function createRunWriter(put: (piece: Piece) => void, nowMs: () => number): RunWriter {
  const nextSteps = new Map<string, number>();
  const writer: RunWriter = {
    metric(key, value, { step = nextSteps.get(key) ?? 0, at } = {}) {
      nextSteps.set(key, step + 1);
      const point = {
        key,
        value: toMetricValue(value),
        step,
        at: (at ?? new Date(nowMs())).toISOString(),
      };
      put({ kind: 'metric', point });
    },
    metrics(values, { at = new Date(nowMs()), ...options } = {}) {
      for (const [key, value] of Object.entries(values))
        writer.metric(key, value, { ...options, at });
    },
    params(values) {
      for (const [key, value] of Object.entries(values))
        put({ kind: 'param', key, value: String(value) });
    },
    tags(values) {
      for (const [key, value] of Object.entries(values)) put({ kind: 'tag', key, value });
    },
    note: (note) => put({ kind: 'note', note }),
    input: (table) => put({ kind: 'input', table }),
    output: (made) => put({ kind: 'output', made }),
  };
  return writer;
}
