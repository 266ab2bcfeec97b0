import { describe, expect, it } from 'vitest';
import { exp } from './exp.ts';
import { log } from './log.ts';
import { seededRandom } from './random.ts';

const bits = new BigInt64Array(1);
const float = new Float64Array(bits.buffer);

function unitsApart(a: number, b: number): number {
  float[0] = a;
  const first = bits[0];
  float[0] = b;
  return Math.abs(Number(first - bits[0]));
}

describe('log', () => {
  it('is within 1 unit in the last place of the logarithm of the engine, over its whole range', () => {
    const random = seededRandom(5);
    let worst = 0;
    for (let i = 0; i < 100_000; i++) {
      const x = (1 + random.next()) * 2 ** (random.below(2046) - 1022);
      worst = Math.max(worst, unitsApart(log(x), Math.log(x)));
    }
    for (let i = 0; i < 100_000; i++) {
      const x = 0.4 + 2 * random.next();
      worst = Math.max(worst, unitsApart(log(x), Math.log(x)));
    }
    expect(worst).toBeLessThanOrEqual(1);
  });

  it('has the same bits everywhere, here written down', () => {
    const written: [x: number, bits: bigint][] = [
      [2, 0x3fe62e42fefa39efn],
      [0.1, 0xc0026bb1bbb55515n],
      [10, 0x40026bb1bbb55516n],
      [1.5, 0x3fd9f323ecbf984cn],
      [1e300, 0x4085963447f87fb5n],
      [1e-300, 0xc085963447f87fb5n],
      [1e-310, 0xc0864e69394d9508n],
    ];
    for (const [x, wanted] of written) {
      float[0] = log(x);
      expect(BigInt.asUintN(64, bits[0]), `log(${x})`).toBe(wanted);
    }
  });

  it('is exact at its edges', () => {
    expect(log(1)).toBe(0);
    expect(log(0)).toBe(Number.NEGATIVE_INFINITY);
    expect(log(-0)).toBe(Number.NEGATIVE_INFINITY);
    expect(log(-1)).toBeNaN();
    expect(log(Number.NaN)).toBeNaN();
    expect(log(Number.POSITIVE_INFINITY)).toBe(Number.POSITIVE_INFINITY);
    expect(log(Number.MIN_VALUE)).toBe(Math.log(Number.MIN_VALUE));
    expect(log(Number.MAX_VALUE)).toBe(Math.log(Number.MAX_VALUE));
  });

  it('undoes exp', () => {
    for (let x = -700; x <= 700; x += 7.3)
      expect(Math.abs(log(exp(x)) - x)).toBeLessThanOrEqual(2e-15 * Math.max(1, Math.abs(x)));
  });
});
