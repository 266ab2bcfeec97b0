import { describe, expect, it } from 'vitest';
import { exp, seededRandom } from '../../math/index.ts';
import type { NumericColumn } from '../../table/index.ts';
import { chooseBinning, countColumn } from '../../windows/index.ts';
import { checkUnits } from '../checks/check-units.ts';
import { CHANGES } from './changes.ts';

const SHAPES: Readonly<Record<string, (z: number) => number>> = {
  'temperatures in °C': (z) => 14 + 8 * z,
  amounts: (z) => exp(3 + 0.6 * z),
  'body weights in kg': (z) => 72 + 12 * z,
};

function column(n: number, draw: (z: number) => number, seed: number): NumericColumn {
  const random = seededRandom(seed);
  const values = Float64Array.from({ length: n }, () => draw(random.normal()));
  return { name: 'x', kind: 'number', values };
}

function found(draw: (z: number) => number, change: (x: number) => number, n = 400): string {
  const reference = column(4000, draw, 1);
  const binning = chooseBinning(reference);
  const current = column(n, (z) => change(draw(z)), 2);
  const finding = checkUnits({
    binning,
    reference: countColumn(binning, reference),
    current: countColumn(binning, current),
  });
  return finding?.found ?? 'not asked';
}

describe('a change of units', () => {
  it.each(Object.entries(SHAPES))('of %s is named by what it was multiplied by', (name, draw) => {
    const told = CHANGES.filter(({ factor }) => factor >= 10);
    for (const { scale, shift, done, factor } of told) {
      // A sign that is turned leaves what lies around 0 where it is.
      if (factor === Infinity && scale === -1 && name.startsWith('temp')) continue;
      const said = found(draw, (x) => x * scale + shift);
      expect(said).toBe(`as if ${done}`);
    }
  });

  it.each([
    [1.8, 32, 'temperatures in °C', 'as if multiplied by 1.8 and raised by 32'],
    [1 / 2.20462262, 0, 'body weights in kg', 'as if divided by 2.205'],
    [2.20462262, 0, 'body weights in kg', 'as if multiplied by 2.205'],
    [2.54, 0, 'body weights in kg', 'as if multiplied by 2.54'],
    [1.609344, 0, 'body weights in kg', 'as if multiplied by 1.609'],
  ])('by %d plus %d of %s is told by its shape', (scale, shift, name, said) => {
    expect(found(SHAPES[name] ?? Number, (x) => x * scale + shift)).toBe(said);
  });

  it.each<[string, (x: number) => number]>([
    ['no change', (x) => x],
    ['a little drift', (x) => 1.05 * x + 1],
    ['a shift of one spread', (x) => x + 12],
    ['half as much again', (x) => 1.5 * x],
    ['seven times as much', (x) => 7 * x],
    ['one value', () => 7200],
    ['what was cut off', (x) => Math.min(x, 50)],
  ])('is not seen in %s', (_, change) => {
    expect(found(SHAPES['body weights in kg'] ?? Number, change)).toBe('the same unit');
  });

  it('is not told from fewer than 20 rows', () => {
    expect(
      found(
        (z) => 72 + 12 * z,
        (x) => 100 * x,
        19,
      ),
    ).toBe('the same unit');
    expect(
      found(
        (z) => 72 + 12 * z,
        (x) => 100 * x,
        20,
      ),
    ).toBe('as if multiplied by 100');
  });

  it('of yes and no as a percentage is one', () => {
    const draw = (z: number) => (z > 0.5 ? 1 : 0);
    expect(found(draw, (x) => 100 * x)).toBe('as if multiplied by 100');
  });
});
