import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { runCurvesChart, smooth, timeUnitOf } from '../index.ts';
import { N_SERIES_LOOKS, seriesLook } from './series-look.ts';

const size = { width: 420 };
const steps = (n: number) => Array.from({ length: n }, (_, i) => i);
const weights = fc.double({ min: 0, max: 0.999, noNaN: true });
const numbers = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1 });

describe('smooth', () => {
  it('is the mean of Adam, with its correction, where steps are even', () => {
    fc.assert(
      fc.property(numbers, weights, (values, weight) => {
        let mean = 0;
        const expected = values.map((value, i) => {
          mean = weight * mean + (1 - weight) * value;
          return mean / (1 - weight ** (i + 1));
        });
        smooth({ xs: steps(values.length), values }, weight).forEach((value, i) => {
          expect(Math.abs(value - (expected[i] ?? 0))).toBeLessThan(1e-4);
        });
      }),
      { seed: 7, numRuns: 100 },
    );
  });

  it('leaves a constant as it is, and a curve as measured without weight', () => {
    expect(smooth({ xs: [0, 1, 5, 9], values: [3, 3, 3, 3] }, 0.9)).toEqual([3, 3, 3, 3]);
    expect(smooth({ xs: [0, 1, 5, 9], values: [3, 1, 4, 1] }, 0)).toEqual([3, 1, 4, 1]);
  });

  it('stays between the least and the greatest value so far, whatever the distances', () => {
    fc.assert(
      fc.property(numbers, weights, fc.array(fc.nat(50)), (values, weight, gaps) => {
        let x = 0;
        const xs = values.map((_, i) => {
          x += gaps[i] ?? 1;
          return x;
        });
        smooth({ xs, values }, weight).forEach((value, i) => {
          const seen = values.slice(0, i + 1);
          expect(value).toBeGreaterThanOrEqual(Math.min(...seen) - 1e-6);
          expect(value).toBeLessThanOrEqual(Math.max(...seen) + 1e-6);
        });
      }),
      { seed: 7, numRuns: 100 },
    );
  });

  it('forgets as much over a gap as over the steps that are missing in it', () => {
    const weight = 0.8;
    // 0 to 6 in three gaps: the usual distance is 2.
    const xs = [0, 1, 2, 6];
    const kept = [weight ** (6 / 2), weight ** (5 / 2), weight ** (4 / 2), 1];
    const values = [5, -1, 2, 1];
    const sum = values.reduce((before, value, i) => before + value * (kept[i] ?? 0), 0);
    const total = kept.reduce((before, share) => before + share, 0);
    expect(smooth({ xs, values }, weight).at(-1)).toBeCloseTo(sum / total, 12);
  });

  it('passes over what is not finite', () => {
    const values = [1, Number.NaN, 1, Number.POSITIVE_INFINITY, 1];
    expect(smooth({ xs: steps(5), values }, 0.9)).toEqual(values);
  });
});

describe('runCurvesChart', () => {
  const xs = steps(40);
  const curves = ['forest-3', 'network-8'].map((label, k) => ({
    ...{ label, xs },
    values: xs.map((x) => Math.exp(-x / (9 + k * 4)) + Math.sin(x * 2 + k) * 0.05),
  }));
  const usual = { metric: 'val/loss', axis: 'step', curves, smoothing: 0.6 };

  it('looks as it did', async () => {
    await expect(runCurvesChart(usual, size)).toMatchFileSnapshot('../snapshots/runCurves.svg');
  });

  it('says how each ends, and names the runs of the ends', () => {
    const svg = runCurvesChart({ ...usual, smoothing: 0 }, size);
    const [forest = 0, network = 0] = curves.map(({ values }) => values.at(-1));
    const [least, greatest] =
      forest < network ? ['forest-3', 'network-8'] : ['network-8', 'forest-3'];
    expect(svg).toMatch(
      new RegExp(`<title>val/loss ends between \\S+ \\(${least}\\) and \\S+ \\(${greatest}\\)<`),
    );
  });

  it('breaks a line at what is no number, and leaves what is not above 0 out of a log scale', () => {
    const paths = (values: number[], isLog: boolean) => {
      const curve = { label: 'a', xs: steps(values.length), values };
      const svg = runCurvesChart({ metric: 'm', axis: 'step', curves: [curve], isLog }, size);
      return svg.match(/<path/g)?.length ?? 0;
    };
    expect(paths([1, 2, 3, 4, 5], false)).toBe(1);
    expect(paths([1, 2, Number.NaN, 4, 5], false)).toBe(2);
    expect(paths([1, 2, -3, 4, 5], false)).toBe(1);
    expect(paths([1, 2, -3, 4, 5], true)).toBe(2);
  });

  it('draws whatever it is given', () => {
    fc.assert(
      fc.property(
        fc.array(fc.array(fc.double())),
        fc.string(),
        fc.boolean(),
        weights,
        (lists, words, isLog, smoothing) => {
          const some = lists.map((values) => ({ label: words, xs: steps(values.length), values }));
          const figures = { metric: words, axis: words, curves: some, isLog, smoothing };
          expect(runCurvesChart(figures, size)).not.toMatch(/NaN|Infinity|undefined/);
        },
      ),
      { seed: 5, numRuns: 60 },
    );
  });

  it('has a look of its own for each of its lines, before looks repeat', () => {
    const looks = steps(N_SERIES_LOOKS).map((i) => JSON.stringify(seriesLook(i)));
    expect(new Set(looks).size).toBe(N_SERIES_LOOKS);
    expect(seriesLook(N_SERIES_LOOKS)).toEqual(seriesLook(0));
  });
});

describe('timeUnitOf', () => {
  it.each([
    [0, 'milliseconds'],
    [1999, 'milliseconds'],
    [2000, 'seconds'],
    [119_999, 'seconds'],
    [120_000, 'minutes'],
    [7_200_000, 'hours'],
    [1e12, 'days'],
  ])('has for %i ms %s', (ms, label) => {
    expect(timeUnitOf(ms).label).toBe(label);
  });
});
