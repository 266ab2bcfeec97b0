import { describe, expect, it } from 'vitest';
import { applyLink } from './apply-link.ts';

const RAW = Float64Array.of(-800, -3.5, -0.25, 0, 1e-9, 2, 40, 800);

describe('a link', () => {
  it('leaves raw answers as they are, in an array of their own', () => {
    const answers = applyLink(RAW, 'identity', 1);
    expect(answers).toEqual(RAW);
    expect(answers).not.toBe(RAW);
  });

  it('gives the shares of both classes, which sum to 1', () => {
    const shares = applyLink(RAW, 'logistic', 1);
    RAW.forEach((z, i) => {
      expect(shares[2 * i + 1]).toBeCloseTo(1 / (1 + Math.exp(-z)), 15);
      expect(Math.abs(shares[2 * i] + shares[2 * i + 1] - 1)).toBeLessThan(1e-12);
    });
  });

  it('gives shares over the outputs of a row, which sum to 1', () => {
    const shares = applyLink(RAW, 'softmax', 4);
    for (const start of [0, 4]) {
      const row = shares.subarray(start, start + 4);
      const total = RAW.subarray(start, start + 4).reduce((sum, z) => sum + Math.exp(z - 800), 0);
      expect(Math.abs(row.reduce((sum, share) => sum + share, 0) - 1)).toBeLessThan(1e-12);
      if (start === 4) expect(row[3]).toBeCloseTo(1 / total, 15);
    }
  });

  it('gives each output its own logistic function or exponential', () => {
    const finite = RAW.subarray(1, 7);
    applyLink(finite, 'logistic-each', 2).forEach((share, i) => {
      expect(share).toBeCloseTo(1 / (1 + Math.exp(-finite[i])), 15);
    });
    applyLink(finite, 'exp', 1).forEach((answer, i) => {
      expect(answer / Math.exp(finite[i])).toBeCloseTo(1, 14);
    });
  });
});
