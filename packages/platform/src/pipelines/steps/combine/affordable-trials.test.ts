import { expect, it } from 'vitest';
import type { Trial } from '../../../automl/index.ts';
import { affordableTrials } from './affordable-trials.ts';

const trial = (ms: number): Trial => ({
  candidate: { id: `takes ${ms}`, estimator: 'ridge', params: {}, isBaseline: false },
  status: 'finished',
  scores: [1],
  fitMs: ms,
  predictMicrosPerRow: 1,
});
const trials = [300, 500, 100, 90].map(trial);
const fitMs = ({ id }: Trial['candidate']) => Number(id.split(' ')[1]);
const msOf = (kept: readonly Trial[]) => kept.map((each) => each.fitMs);

it('affordableTrials keeps the best one, and the next best that fit in beside it', () => {
  expect(affordableTrials(trials, { fitMs })).toEqual(trials);
  expect(msOf(affordableTrials(trials, { fitMs, msLeft: 490 }))).toEqual([300, 100, 90]);
  expect(msOf(affordableTrials(trials, { fitMs, msLeft: 420 }))).toEqual([300, 100]);
  expect(msOf(affordableTrials(trials, { fitMs, msLeft: 0 }))).toEqual([300]);
});
