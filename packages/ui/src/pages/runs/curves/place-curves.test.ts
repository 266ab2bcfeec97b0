import { expect, it } from 'vitest';
import { placeCurves } from './curve-look.ts';

const curve = { run: 'a', key: 'loss', steps: [0, 1, 2], atMs: [5000, 4000, 9000] };

it('places curves by step, with what is not finite', () => {
  const placed = placeCurves([{ ...curve, values: [1, 'NaN', '-Infinity'] }], 'step', {});
  expect(placed.curves[0]).toEqual({
    ...{ run: 'a', xs: [0, 1, 2] },
    values: [1, Number.NaN, Number.NEGATIVE_INFINITY],
  });
});

it('places curves by the time since their run began, in the order of time', () => {
  const placed = placeCurves([{ ...curve, values: [1, 2, 3] }], 'time', { a: 1000 });
  expect(placed).toEqual({
    axis: 'seconds since the run began',
    curves: [{ run: 'a', xs: [3, 4, 8], values: [2, 1, 3] }],
  });
});

it('begins at the first point where a run says that it began later', () => {
  const placed = placeCurves([{ ...curve, values: [1, 2, 3] }], 'time', { a: 8000 });
  expect(placed.curves[0]?.xs).toEqual([0, 1, 5]);
});
