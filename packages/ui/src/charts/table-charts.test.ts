import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clusterCounts, clusterMap, forecastChart, rarityChart } from './index.ts';

const size = { width: 420 };
const month = (t: number) => Date.UTC(2025, t);

const CHARTS = [
  {
    name: 'forecastChart',
    usual: () =>
      forecastChart(
        {
          target: 'sales',
          history: { at: [0, 1, 2, 3].map(month), values: [10, 12, 11, 13] },
          tested: { at: [2, 3].map(month), values: [11.5, 12], low: [10, 10], high: [13, 14] },
          forecast: { at: [4, 5].map(month), values: [13, 13.5], low: [11, 10], high: [15, 17] },
        },
        size,
      ),
    any: (xs: number[], ys: number[], words: string) =>
      forecastChart(
        {
          target: words,
          history: { at: xs, values: ys },
          forecast: { at: ys, values: xs, low: ys, high: xs },
        },
        size,
      ),
  },
  {
    name: 'clusterMap',
    usual: () =>
      clusterMap(
        {
          x: [0, 1, 5, 6],
          y: [0, 1, 5, 4],
          codes: [0, 0, 1, 1],
          names: ['cluster 1', 'cluster 2'],
          shares: [0.5, 0.25],
        },
        size,
      ),
    any: (xs: number[], ys: number[], words: string) =>
      clusterMap({ x: xs, y: ys, codes: xs, names: [words], shares: [0.1, 0.2] }, size),
  },
  {
    name: 'clusterCounts',
    usual: () =>
      clusterCounts(
        {
          figure: 'silhouette, higher is better',
          counts: [1, 2, 3, 4],
          values: [null, 0.6, 0.5, 0.3],
          references: [null, 0.3, 0.28, 0.26],
          chosen: 2,
        },
        size,
      ),
    any: (counts: number[], values: number[], figure: string) =>
      clusterCounts({ figure, counts, values, chosen: counts[0] ?? 1 }, size),
  },
  {
    name: 'rarityChart',
    usual: () =>
      rarityChart({ edges: [0.3, 1, 2, 3, 4], counts: [900, 90, 6, 2], threshold: 2.3 }, size),
    any: (edges: number[], counts: number[], title: string) =>
      rarityChart({ edges, counts, threshold: edges[0] ?? null, title }, size),
  },
];

describe.each(CHARTS)('$name', ({ name, usual, any }) => {
  it('draws what it drew before', async () => {
    await expect(usual()).toMatchFileSnapshot(`snapshots/${name}.svg`);
  });

  it('draws finite numbers, whatever the figures are', () => {
    const numbers = fc.array(fc.double(), { maxLength: 8 });
    fc.assert(
      fc.property(numbers, numbers, fc.string(), (xs, ys, words) => {
        expect(any(xs, ys, words)).not.toMatch(/="[^"]*(NaN|Infinity|undefined)/);
      }),
      { seed: 5, numRuns: 40 },
    );
  });
});

it('names clusters in a legend only while each has a color of its own', () => {
  const map = (n: number) =>
    clusterMap(
      {
        x: Array.from({ length: n }, (_, i) => i),
        y: Array.from({ length: n }, (_, i) => i),
        codes: Array.from({ length: n }, (_, i) => i),
        names: Array.from({ length: n }, (_, i) => `kind ${i}`),
        shares: [0.5, 0.25],
      },
      { width: 420 },
    );
  expect(map(4)).toContain('>kind 3<');
  expect(map(5)).not.toContain('>kind 3<');
});
