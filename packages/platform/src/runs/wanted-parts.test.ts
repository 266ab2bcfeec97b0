import { MAX_UNASKED } from '@kaizenml/contracts/operations';
import { expect, it } from 'vitest';
import type { TrackedRun } from '../tracking/store.ts';
import { readParts, withParts } from './wanted-parts.ts';

const names = Array.from({ length: 100 }, (_, i) => `k${String(i).padStart(2, '0')}`);
const run: TrackedRun = {
  ...{ id: 'a', experimentId: '0', name: 'n', user: '', status: 'finished', startedAtMs: 0 },
  ...{ endedAtMs: null, artifactUri: '', lifecycle: 'active', datasets: [] },
  ...{ modelInputs: [], modelOutputs: [] },
  metrics: names.map((key) => ({ key, value: 1, atMs: 0, step: 0 })).reverse(),
  params: Object.fromEntries(names.map((name) => [name, '1'])),
  tags: { 'mlflow.note.content': 'a note', team: 'risk' },
};

it('tells what is asked for, and of the others the first by name', () => {
  const told = withParts(run, readParts(['metrics.k99', 'params.k98', 'start_time']));
  const first = names.slice(0, MAX_UNASKED);
  expect(told.metrics.map(({ key }) => key).sort()).toEqual([...first, 'k99']);
  expect(Object.keys(told.params)).toEqual([...first, 'k98']);
  expect(told.tags).toEqual(run.tags);
});

it('tells all of a run that has few', () => {
  const few = { ...run, metrics: run.metrics.slice(0, MAX_UNASKED), params: {} };
  expect(withParts(few, readParts([]))).toEqual(few);
});
