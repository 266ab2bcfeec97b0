import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parallelChart, runScatterChart } from '../index.ts';
import { mixedScale } from './mixed-scale.ts';
import { rankCorrelation } from './rank-correlation.ts';

const size = { width: 640 };
const mixed = fc.oneof(fc.double(), fc.string(), fc.constant(null));
const upTo = (n: number) => Array.from({ length: n }, (_, i) => i);

const rates = ['0.0003', '0.001', '0.003', '0.01', '0.03', '0.1'];
const runs = upTo(12).map((i) => ({
  name: `run-${i}`,
  rate: rates[i % 6] ?? '',
  model: ['forest', 'network'][i % 2] ?? '',
  accuracy: i === 4 ? null : 0.9 + (i % 6) * 0.01 + (i % 2) * 0.002,
}));

describe('mixedScale', () => {
  const kind = (values: Parameters<typeof mixedScale>[0]) =>
    mixedScale(values, [0, 100], { nTicks: 5, apart: 10 }).kind;

  it('takes texts for numbers where all are, and for words where one is not', () => {
    expect(kind(['1', '2', null, 'NaN'])).toBe('linear');
    expect(kind(['1', '2', 'auto'])).toBe('words');
    expect(kind(['1', ''])).toBe('words');
    expect(kind(['0.001', '0.1'])).toBe('log');
    expect(kind(['0', '1000'])).toBe('linear');
  });

  it('keeps the order of numbers, and every place within the pixels', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ noNaN: true }), { minLength: 1 }), (values) => {
        const scale = mixedScale(values, [0, 100], { nTicks: 5, apart: 10 });
        const placed = values
          .flatMap((value) => {
            const at = scale.at(value);
            return at === undefined ? [] : [{ value, at }];
          })
          .sort((a, b) => a.value - b.value);
        placed.forEach(({ at }, i) => {
          expect(at).toBeGreaterThanOrEqual((placed[i - 1]?.at ?? 0) - 1e-6);
          expect(at).toBeLessThanOrEqual(100 + 1e-6);
        });
      }),
      { seed: 3, numRuns: 100 },
    );
  });

  it('has a tick for each number where there are few, unless they are too near', () => {
    const ticks = (values: number[]) =>
      mixedScale(values, [0, 100], { nTicks: 5, apart: 10 }).ticks.map(({ label }) => label);
    expect(ticks([2, 5, 3, 2, 5])).toEqual(['2', '3', '5']);
    expect(ticks([1, 2, 2.01, 3])).toEqual(['1', '2', '3']);
    expect(ticks(upTo(30))).toEqual(['0', '5', '10', '15', '20', '25']);
  });

  it('has no place for what is not there', () => {
    const scale = mixedScale([1, 2, null, Number.NaN], [0, 100], { nTicks: 5, apart: 10 });
    expect([null, Number.NaN, Number.POSITIVE_INFINITY].map((value) => scale.at(value))).toEqual([
      ...[undefined, undefined, undefined],
    ]);
  });
});

describe('rankCorrelation', () => {
  it('is 1 for any rising function and −1 for any falling one', () => {
    const values = fc.uniqueArray(fc.double({ min: -50, max: 50, noNaN: true }), {
      minLength: 5,
      maxLength: 40,
      comparator: (a, b) => Math.abs(a - b) < 1e-6,
    });
    fc.assert(
      fc.property(values, (xs) => {
        expect(
          rankCorrelation(
            xs,
            xs.map((x) => x ** 3),
          )?.value,
        ).toBeCloseTo(1, 9);
        expect(
          rankCorrelation(
            xs,
            xs.map((x) => -x),
          )?.value,
        ).toBeCloseTo(-1, 9);
      }),
      { seed: 3, numRuns: 50 },
    );
  });

  it('shares ranks among equal values: 13.75 of 17, worked out by hand', () => {
    const found = rankCorrelation([1, 2, 2, 3, 5, 8], [2, 1, 4, 4, 9, '7']);
    expect(found?.n).toBe(6);
    expect(found?.value).toBeCloseTo(13.75 / 17, 12);
  });

  it('says nothing of words, of few runs, or of what does not vary', () => {
    expect(rankCorrelation(['a', 'b', 'c', 'd', 'e'], [1, 2, 3, 4, 5])).toBeUndefined();
    expect(rankCorrelation([1, 2, 3, 4, null], [1, 2, 3, 4, 5])).toBeUndefined();
    expect(rankCorrelation([1, 1, 1, 1, 1], [1, 2, 3, 4, 5])).toBeUndefined();
  });
});

describe('parallelChart', () => {
  const figures = {
    runs: runs.map(({ name }) => name),
    axes: [
      { name: 'learning rate', values: runs.map(({ rate }) => rate) },
      { name: 'model', values: runs.map(({ model }) => model) },
      { name: 'accuracy', values: runs.map(({ accuracy }) => accuracy) },
    ],
  };

  it('looks as it did', async () => {
    await expect(parallelChart(figures, size)).toMatchFileSnapshot('../snapshots/parallel.svg');
  });

  it('has a line for each run, and a place for those without a value', () => {
    const svg = parallelChart(figures, size);
    expect(svg.match(/<path/g)?.length).toBe(runs.length);
    expect(svg.match(/>none</g)?.length).toBe(3);
    expect(svg).toContain('accuracy goes most with learning rate (rank correlation ');
  });

  it('draws whatever it is given', () => {
    const axes = fc.array(fc.record({ name: fc.string(), values: fc.array(mixed) }));
    fc.assert(
      fc.property(axes, fc.array(fc.string()), (some, names) => {
        const svg = parallelChart({ runs: names, axes: some }, size);
        expect(svg).not.toMatch(/="[^"]*(NaN|Infinity|undefined)/);
      }),
      { seed: 5, numRuns: 60 },
    );
  });
});

describe('runScatterChart', () => {
  const figures = {
    ...{ xName: 'learning rate', yName: 'accuracy' },
    runs: runs.map(({ name, rate, accuracy }) => ({ label: name, x: rate, y: accuracy })),
  };

  it('looks as it did', async () => {
    await expect(runScatterChart(figures, size)).toMatchFileSnapshot('../snapshots/runScatter.svg');
  });

  it('says how the two go together, and how many runs have not both', () => {
    const svg = runScatterChart(figures, size);
    expect(svg).toMatch(/accuracy rises with learning rate \(rank correlation 1\.00, 11 runs\)/);
    expect(svg).toContain('11 runs; 1 without one of the two.');
    expect(svg.match(/<circle/g)?.length).toBe(11);
  });

  it('draws whatever it is given', () => {
    const some = fc.array(fc.record({ label: fc.string(), x: mixed, y: mixed }));
    fc.assert(
      fc.property(some, fc.string(), (list, name) => {
        const svg = runScatterChart({ xName: name, yName: name, runs: list }, size);
        expect(svg).not.toMatch(/="[^"]*(NaN|Infinity|undefined)/);
      }),
      { seed: 5, numRuns: 60 },
    );
  });
});
