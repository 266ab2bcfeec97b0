import { describe, expect, it } from 'vitest';
import { ksLimit, ksPValue } from './ks-limit.ts';

describe('ksPValue', () => {
  it('counts the orders of two samples of three: 20, of which 2 keep them apart', () => {
    expect(ksPValue(3, 3)).toBeCloseTo(2 / 20, 14);
    expect(ksPValue(3, 2)).toBeCloseTo(12 / 20, 14);
    expect(ksPValue(3, 1)).toBe(1);
  });

  it('agrees with scipy 1.17, ks_2samp of 30 and 30 in exact mode', () => {
    expect(ksPValue(30, 10)).toBeCloseTo(0.070_887_987_871_144_39, 12);
    expect(ksPValue(30, 14)).toBeCloseTo(0.002_530_062_236_269_839_7, 12);
  });
});

describe('ksLimit', () => {
  it('is the least distance with a p-value of at most the level', () => {
    const limit = ksLimit(30, 0.005);
    expect(ksPValue(30, limit)).toBeLessThanOrEqual(0.005);
    expect(ksPValue(30, limit - 1)).toBeGreaterThan(0.005);
  });

  it('is out of reach where even two samples apart say too little', () => {
    expect(ksLimit(3, 0.05)).toBe(4);
  });
});
