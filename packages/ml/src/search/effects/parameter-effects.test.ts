import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../math/index.ts';
import { getEstimator } from '../../models/index.ts';
import { draftAt, drawPoint, spaceOf } from '../strategies/index.ts';
import { parameterEffects, type TriedParams } from './index.ts';

const space = spaceOf([getEstimator('boosted-trees')]);

/** Even draws of the parameters of boosted trees with a score of our making. */
function trialsOf(n: number, score: (units: Record<string, number>) => number): TriedParams[] {
  const random = seededRandom(3);
  return Array.from({ length: n }, () => {
    const point = drawPoint(space, random);
    const units = Object.fromEntries(
      space.families[0].dimensions.map(({ name }, i) => [name, point.units[i]]),
    );
    return { params: draftAt(space, point).params, score: score(units) };
  });
}

const shareOf = (found: ReturnType<typeof parameterEffects>, name: string) =>
  found?.effects.find(({ parameter }) => parameter === name)?.share ?? 0;

describe('parameterEffects', () => {
  it('gives each parameter of an additive score its share of the variance', () => {
    // Even units have the variance 1/12: 3² + 1² parts, so 0.9 and 0.1.
    const trials = trialsOf(160, ({ learningRate, l2 }) => 3 * learningRate - l2);
    const found = parameterEffects('boosted-trees', trials, 'higher');
    expect(shareOf(found, 'learningRate')).toBeGreaterThan(0.75);
    expect(shareOf(found, 'learningRate')).toBeLessThanOrEqual(1);
    expect(shareOf(found, 'l2')).toBeGreaterThan(0.03);
    expect(shareOf(found, 'l2')).toBeLessThan(0.2);
    expect(shareOf(found, 'minLeafRows')).toBeLessThan(0.02);
    expect(found?.effects[0].parameter).toBe('learningRate');
    expect(found?.r2).toBeGreaterThan(0.85);
  });

  it('finds where the best value lies, in the unit of the parameter', () => {
    const trials = trialsOf(120, ({ learningRate }) => -((learningRate - 0.6) ** 2));
    const [first] = parameterEffects('boosted-trees', trials, 'higher')?.effects ?? [];
    const [peak] = first.curve.toSorted((a, b) => b.score - a.score);
    const { search } = getEstimator('boosted-trees').params.learningRate as {
      search: { range: readonly [number, number] };
    };
    const [low, high] = search.range;
    const unit = Math.log(Number(peak.value) / low) / Math.log(high / low);
    expect(first.scale).toBe('log');
    expect(Math.abs(unit - 0.6)).toBeLessThan(0.12);
  });

  it('does not trust noise', () => {
    const noise = seededRandom(9);
    const found = parameterEffects(
      'boosted-trees',
      trialsOf(60, () => noise.normal()),
      'higher',
    );
    expect(found?.r2).toBeLessThan(0.15);
  });

  it('is not about a few useless trials', () => {
    const good = trialsOf(60, ({ l2 }) => 0.9 + 0.01 * l2);
    const useless = good.slice(0, 3).map(({ params }) => ({ params, score: -1000 }));
    const found = parameterEffects('boosted-trees', [...good, ...useless], 'higher');
    expect(found?.effects[0].parameter).toBe('l2');
    for (const { score } of found?.effects[0].curve ?? []) expect(score).toBeGreaterThan(0.88);
  });

  it('says nothing of too few trials, equal scores or equal parameters', () => {
    expect(
      parameterEffects(
        'boosted-trees',
        trialsOf(7, ({ l2 }) => l2),
        'lower',
      ),
    ).toBeUndefined();
    expect(
      parameterEffects(
        'boosted-trees',
        trialsOf(20, () => 1),
        'lower',
      ),
    ).toBeUndefined();
    const alike = trialsOf(20, ({ l2 }) => l2).map(({ score }) => ({ params: {}, score }));
    expect(parameterEffects('boosted-trees', alike, 'lower')).toBeUndefined();
  });
});
