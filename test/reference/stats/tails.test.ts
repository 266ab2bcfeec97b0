import {
  chiSquareTail,
  cramerVonMisesTail,
  fisherExactTail,
  kolmogorovTail,
  normalTail,
  oneSidedKolmogorovTail,
  rankSumTail,
  smirnovTail,
  studentTail,
} from '@kaizenml/ml/stats';
import { describe, expect, it } from 'vitest';
import expected from './tails.json' with { type: 'json' };

/** Relative to a tiny truth, absolute to a truth of 0. */
function near(received: number, wanted: number, relative: number): void {
  const room = Math.max(1e-300, relative * Math.abs(wanted));
  expect(Math.abs(received - wanted), `${received}, scipy ${wanted}`).toBeLessThanOrEqual(room);
}

describe('tails agree with scipy 1.13', () => {
  it('normalTail to 1e-12 relatively', () => {
    for (const [z, p] of expected.normal) near(normalTail(z), p, 1e-12);
  });

  it('chiSquareTail to 1e-10 relatively', () => {
    for (const [x, df, p] of expected.chiSquare) near(chiSquareTail(x, df), p, 1e-10);
  });

  it('studentTail to 1e-10 relatively, for two numbers and for six million', () => {
    for (const [t, df, p] of expected.student) near(studentTail(t, df), p, 1e-10);
  });

  it('oneSidedKolmogorovTail to 1e-9, where scipy itself keeps so many digits', () => {
    for (const [d, n, p] of expected.oneSided) {
      const room = n > 1e6 ? 1e-8 : 1e-9;
      expect(Math.abs(oneSidedKolmogorovTail(d, n) - p), `d ${d}, n ${n}`).toBeLessThan(room);
    }
  });

  it('kolmogorovTail to 1e-8, whatever method its size asks for', () => {
    for (const [d, n, p] of expected.kolmogorov) {
      // scipy's expansion halves a term that shrinks with n^1.5, its sum loses digits beyond a million.
      const room = n > 1e6 ? 2e-8 : n > 1000 && n * d * d < 2.2 ? 0.007 / n ** 1.5 : 1e-8;
      expect(Math.abs(kolmogorovTail(d, n) - p), `d ${d}, n ${n}`).toBeLessThan(room);
    }
  });

  it("smirnovTail to 1e-9 where it is exact, else as near as scipy's expansion is to the truth", () => {
    for (const [d, n, m, p] of expected.smirnov) {
      const size = (n * m) / (n + m);
      const room = Math.max(n, m) <= 10_000 ? 1e-9 : 0.007 / size ** 1.5;
      expect(Math.abs(smirnovTail(d, n, m) - p), `d ${d}, n ${n}, m ${m}`).toBeLessThan(room);
    }
  });

  it('cramerVonMisesTail to 1e-9', () => {
    for (const [x, p] of expected.cramerVonMises)
      expect(Math.abs(cramerVonMisesTail(x) - p), `x ${x}`).toBeLessThan(1e-9);
  });

  it('fisherExactTail to 1e-8 relatively', () => {
    for (const [[a, b, c, d], p] of expected.fisherExact as [number[], number][])
      near(fisherExactTail([a, b, c, d]), p, 1e-8);
  });

  it('rankSumTail to 1e-12', () => {
    for (const [u, n, m, p] of expected.rankSum)
      expect(Math.abs(rankSumTail(u, n, m) - p)).toBeLessThan(1e-12);
  });
});
