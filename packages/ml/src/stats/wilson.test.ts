import { describe, expect, it } from 'vitest';
import { correlation, wilsonInterval, wilsonLow } from './index.ts';

describe('wilsonLow', () => {
  it('agrees with the published interval of 81 in 263: 0.2553', () => {
    expect(wilsonLow(81, 263)).toBeCloseTo(0.2553, 4);
  });

  it('is 0 for no success and below the share otherwise', () => {
    expect(wilsonLow(0, 10)).toBe(0);
    expect(wilsonLow(10, 10)).toBeCloseTo(0.7225, 4);
  });
});

describe('wilsonInterval', () => {
  it('agrees with the published interval of 81 in 263: 0.2553 to 0.3662', () => {
    const { low, high } = wilsonInterval(81, 263);
    expect(low).toBeCloseTo(0.2553, 4);
    expect(high).toBeCloseTo(0.3662, 4);
  });

  it('has its closed form where everything succeeded: n / (n + z^2) to 1', () => {
    const { low, high } = wilsonInterval(69, 69);
    expect(low).toBeCloseTo(69 / (69 + 1.959964 ** 2), 6);
    expect(high).toBe(1);
  });
});

describe('correlation', () => {
  it('is 1 on a rising line, -1 on a falling one, over the rows that have both', () => {
    const x = Float64Array.of(1, 2, 3, Number.NaN);
    expect(correlation(x, Float64Array.of(2, 4, 6, 0))).toBeCloseTo(1, 15);
    expect(correlation(x, Float64Array.of(3, 2, 1, 9))).toBeCloseTo(-1, 15);
  });

  it('is not a number for a constant', () => {
    expect(correlation(Float64Array.of(1, 2), Float64Array.of(5, 5))).toBeNaN();
  });
});
