import { describe, expect, it } from 'vitest';
import { exp } from './exp.ts';
import { seededRandom } from './random.ts';

const bits = new BigInt64Array(1);
const float = new Float64Array(bits.buffer);

function unitsApart(a: number, b: number): number {
  float[0] = a;
  const first = bits[0];
  float[0] = b;
  return Math.abs(Number(first - bits[0]));
}

describe('exp', () => {
  it('is within 1 unit in the last place of the exponential of the engine, over its whole range', () => {
    const random = seededRandom(3);
    let worst = 0;
    for (let i = 0; i < 200_000; i++) {
      const x = -746 + (746 + 710) * random.next();
      worst = Math.max(worst, unitsApart(exp(x), Math.exp(x)));
    }
    for (let i = 0; i < 200_000; i++) {
      const x = 4 * random.next() - 2;
      worst = Math.max(worst, unitsApart(exp(x), Math.exp(x)));
    }
    expect(worst).toBeLessThanOrEqual(1);
  });

  it('has the same bits everywhere, here written down', () => {
    const written: [x: number, bits: bigint][] = [
      [1, 0x4005bf0a8b14576an],
      [-1, 0x3fd78b56362cef38n],
      [0.5, 0x3ffa61298e1e069cn],
      [10, 0x40d5829dcf950560n],
      [-20, 0x3e21b48655f37267n],
      [700, 0x7f0d945df4f8ec8en],
      [-700, 0x00d14f2b0fb9307fn],
    ];
    for (const [x, wanted] of written) {
      float[0] = exp(x);
      expect(BigInt.asUintN(64, bits[0]), `exp(${x})`).toBe(wanted);
    }
  });

  it('is exact at its edges', () => {
    expect(exp(0)).toBe(1);
    expect(exp(-0)).toBe(1);
    expect(exp(Number.NaN)).toBeNaN();
    expect(exp(Number.POSITIVE_INFINITY)).toBe(Number.POSITIVE_INFINITY);
    expect(exp(Number.NEGATIVE_INFINITY)).toBe(0);
    expect(exp(709.782712893384)).toBe(1.7976931348622732e308);
    expect(exp(709.7827128933841)).toBe(Number.POSITIVE_INFINITY);
    expect(exp(-745.1332191019411)).toBe(Number.MIN_VALUE);
    expect(exp(-745.1332191019412)).toBe(0);
    expect(exp(1e-300)).toBe(1);
    expect(exp(-710)).toBe(Math.exp(-710));
  });

  it('never decreases', () => {
    const drops: number[] = [];
    let before = 0;
    for (let x = -746; x < 710; x += 0.0137) {
      const here = exp(x);
      if (here < before) drops.push(x);
      before = here;
    }
    expect(drops).toEqual([]);
  });
});
