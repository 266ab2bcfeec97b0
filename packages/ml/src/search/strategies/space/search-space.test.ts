import { resolveParams } from '@kaizenml/contracts';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../math/index.ts';
import { getEstimator } from '../../../models/index.ts';
import { unitOf, valueAt } from './dimension.ts';
import {
  distance,
  draftAt,
  drawPoint,
  estimatorSpace,
  gridOf,
  neighborOf,
  pointOf,
  spaceOf,
  startPoint,
} from './index.ts';

const space = estimatorSpace('classification', { nRows: 1000 });
const families = space.families.map(({ name }, i) => [name, i] as const);

describe.each(families)('the space of %s', (name, family) => {
  const random = seededRandom(3);
  const { params } = getEstimator(name);

  it('holds what the estimator takes, also next to any point', () => {
    let point = startPoint(space, family);
    for (let i = 0; i < 20; i++) {
      expect(() => resolveParams(name, params, draftAt(space, point).params)).not.toThrow();
      point = neighborOf(space, point, 0.3, random);
    }
  });

  it('finds a point again by its draft, up to rounding', () => {
    for (let i = 0; i < 20; i++) {
      const point = neighborOf(space, startPoint(space, family), 0.5, random);
      const found = pointOf(space, draftAt(space, point));
      expect(found?.family).toBe(family);
      if (found) expect(draftAt(space, found)).toEqual(draftAt(space, point));
    }
  });

  it('starts at the defaults, or at the bound next to them', () => {
    const { params: values } = draftAt(space, startPoint(space, family));
    for (const [param, value] of Object.entries(values)) {
      const spec = params[param];
      if (spec.kind !== 'number') expect(value).toBe(spec.default);
      else {
        const [low, high] = spec.search.range;
        const nearest = Math.min(high, Math.max(low, spec.default));
        expect(Math.abs(Number(value) - nearest)).toBeLessThanOrEqual(0.005 * Math.abs(nearest));
      }
    }
  });
});

describe('a space', () => {
  const two = spaceOf([
    { name: 'empty', params: {} },
    {
      name: 'mixed',
      params: {
        scale: {
          kind: 'number',
          default: 1,
          range: [0, 9],
          doc: '',
          search: { range: [0.01, 100], scale: 'log' },
        },
        fixed: { kind: 'number', default: 1, range: [0, 9], doc: '' },
        word: { kind: 'choice', default: 'b', choices: ['a', 'b'], doc: '', search: true },
      },
    },
  ]);
  const [, mixed] = two.families;

  it('measures a logarithmic number in its logarithm', () => {
    expect(unitOf(mixed.dimensions[0], 1)).toBeCloseTo(0.5, 12);
    expect(valueAt(mixed.dimensions[0], 0.25)).toBe(0.1);
    expect(unitOf(mixed.dimensions[0], 1e9)).toBe(1);
  });

  it('tells how far points lie apart', () => {
    const at = (units: number[]) => ({ family: 1, units, rest: {} });
    expect(distance(two, at([0, 0]), at([0, 0]))).toBe(0);
    expect(distance(two, at([0, 0]), at([1, 1]))).toBe(1);
    expect(distance(two, at([0.2, 1]), at([0.8, 1]))).toBeCloseTo(0.6 / Math.SQRT2, 12);
    expect(distance(two, at([0, 0]), { family: 0, units: [], rest: {} })).toBe(1);
  });

  it('keeps what is no dimension, and knows what it does not hold', () => {
    const draft = { estimator: 'mixed', params: { fixed: 4, word: 'a' } };
    expect(pointOf(two, draft)).toEqual({
      family: 1,
      units: [unitOf(mixed.dimensions[0], 1), 0],
      rest: { fixed: 4 },
    });
    expect(pointOf(two, { estimator: 'other', params: {} })).toBeUndefined();
  });

  it('has a grid from bound to bound that begins at the defaults', () => {
    const words = gridOf(two, 1, 3).map((point) => draftAt(two, point).params);
    expect(words).toHaveLength(6);
    expect(words[0]).toEqual({ scale: 1, word: 'b' });
    expect(new Set(words.map(({ scale }) => scale))).toEqual(new Set([0.01, 1, 100]));
    expect(gridOf(two, 0, 3)).toHaveLength(1);
  });

  it('is drawn from evenly', () => {
    const random = seededRandom(1);
    const draws = Array.from({ length: 1000 }, () => drawPoint(two, random));
    const share = draws.filter(({ family }) => family === 1).length / 1000;
    expect(Math.abs(share - 0.5)).toBeLessThan(0.05);
  });
});
