import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  calibrationChart,
  confusionChart,
  contributionsChart,
  dependenceChart,
  histogramChart,
  importanceChart,
  intervalBars,
  intervalDots,
  leaderboardChart,
  parameterChart,
  paretoChart,
  precisionRecallChart,
  residualsChart,
  rocChart,
  scatterChart,
  sparkHistogram,
  trialsChart,
} from './index.ts';

interface Story {
  readonly name: string;
  /** A chart of what people see. */
  readonly usual: () => string;
  /** A chart of arbitrary numbers and words. */
  readonly any: (xs: number[], ys: number[], words: string, width: number) => string;
}

const size = { width: 420 };
const grid = [0, 0.25, 0.5, 0.75, 1];

const entry = (
  title: string,
  score: number,
  msPer1000Rows: number,
  sizeBytes: number,
  label?: string,
) => ({
  title,
  score,
  msPer1000Rows,
  sizeBytes,
  isOnFront: true,
  ...(label === undefined ? {} : { label }),
});

const STORIES: readonly Story[] = [
  {
    name: 'intervalBars',
    usual: () =>
      intervalBars(
        {
          title: 'Adelie is likely',
          axis: 'probability',
          unit: 'share',
          include: [1],
          bars: [
            { label: 'Adelie', value: 0.9 },
            { label: 'Gentoo', value: 0.1, low: 0.05, high: 0.2, isMuted: true },
          ],
        },
        size,
      ),
    any: (xs, ys, title, width) =>
      intervalBars(
        {
          title,
          axis: title,
          bars: xs.map((value, i) => ({ label: title, value, low: ys[i] ?? null, high: value })),
        },
        { width },
      ),
  },
  {
    name: 'intervalDots',
    usual: () =>
      intervalDots(
        {
          title: 'The model is ahead of guessing',
          axis: 'accuracy, higher is better',
          unit: 'share',
          dots: [
            { label: 'Random forest', value: 0.985, low: 0.96, high: 1 },
            { label: 'guessing', value: 0.44, low: 0.33, high: 0.56, isMuted: true },
          ],
        },
        size,
      ),
    any: (xs, ys, title, width) =>
      intervalDots(
        {
          title,
          axis: title,
          dots: xs.map((value, i) => ({ label: title, value, low: ys[i] ?? null, high: value })),
        },
        { width },
      ),
  },
  {
    name: 'importanceChart',
    usual: () =>
      importanceChart(
        {
          score: { title: 'ROC AUC', better: 'higher' },
          importance: [
            { column: 'bill_length_mm', mean: 0.31, sd: 0.02 },
            { column: 'a_very_long_column_name_that_does_not_fit_anywhere', mean: 0.04, sd: 0.01 },
            { column: 'sex', mean: -0.002, sd: 0.003 },
          ],
        },
        size,
      ),
    any: (xs, ys, score, width) =>
      importanceChart(
        {
          score: { title: score, better: 'lower' },
          importance: xs.map((mean, i) => ({ column: score, mean, sd: ys[i] ?? 0 })),
        },
        { width },
      ),
  },
  {
    name: 'leaderboardChart',
    usual: () =>
      leaderboardChart(
        {
          score: 'ROC AUC',
          better: 'higher',
          entries: [
            { title: 'Random forest', score: 0.91, low: 0.89, high: 0.93, isBestAlike: true },
            {
              title: 'Logistic regression',
              score: 0.905,
              low: 0.86,
              high: 0.94,
              isBestAlike: true,
            },
            { title: 'Decision tree', score: null, low: null, high: null },
          ],
        },
        size,
      ),
    any: (xs, ys, score, width) =>
      leaderboardChart(
        {
          score,
          better: 'lower',
          entries: xs.map((value, i) => ({
            title: score,
            score: value,
            low: ys[i] ?? null,
            high: ys[i + 1] ?? null,
          })),
        },
        { width },
      ),
  },
  {
    name: 'contributionsChart',
    usual: () =>
      contributionsChart(
        {
          explained: 'probability of "yes"',
          average: 0.24,
          answer: 0.61,
          unit: 'share',
          contributions: [
            { column: 'age', value: 51, contribution: 0.32 },
            { column: 'plan', value: 'basic', contribution: -0.05 },
            { column: 'since', value: null, contribution: 0.1 },
          ],
        },
        size,
      ),
    any: (xs, ys, explained, width) =>
      contributionsChart(
        {
          explained,
          average: ys[0] ?? 0,
          answer: ys[1] ?? 0,
          contributions: xs.map((contribution) => ({
            column: explained,
            value: explained,
            contribution,
          })),
        },
        { width },
      ),
  },
  {
    name: 'rocChart',
    usual: () =>
      rocChart(
        {
          curves: [
            {
              className: 'yes',
              falsePositiveRate: grid,
              truePositiveRate: [0, 0.7, 0.9, 0.97, 1],
              auc: 0.86,
            },
          ],
        },
        size,
      ),
    any: (xs, ys, className, width) =>
      rocChart(
        { curves: [{ className, falsePositiveRate: xs, truePositiveRate: ys, auc: xs[0] ?? 0 }] },
        { width },
      ),
  },
  {
    name: 'precisionRecallChart',
    usual: () =>
      precisionRecallChart(
        {
          curves: [
            {
              className: 'yes',
              recall: grid,
              precision: [1, 0.9, 0.8, 0.6, 0.3],
              averagePrecision: 0.75,
              prevalence: 0.3,
            },
            {
              className: 'no',
              recall: grid,
              precision: [1, 1, 0.9, 0.9, 0.7],
              averagePrecision: 0.9,
              prevalence: 0.7,
            },
          ],
        },
        size,
      ),
    any: (xs, ys, className, width) =>
      precisionRecallChart(
        {
          curves: [
            { className, recall: xs, precision: ys, averagePrecision: ys[0] ?? 0, prevalence: 0.5 },
          ],
        },
        { width },
      ),
  },
  {
    name: 'calibrationChart',
    usual: () =>
      calibrationChart(
        {
          className: 'yes',
          meanPredicted: [0.1, 0.5, 0.9],
          shareObserved: [0.15, 0.45, 0.95],
          counts: [100, 40, 60],
        },
        size,
      ),
    any: (xs, ys, className, width) =>
      calibrationChart(
        { className, meanPredicted: xs, shareObserved: ys, counts: xs.map((_, i) => i) },
        { width },
      ),
  },
  {
    name: 'confusionChart',
    usual: () =>
      confusionChart(
        {
          classes: ['Adelie', 'Gentoo'],
          counts: [
            [30, 2],
            [0, 25],
          ],
        },
        size,
      ),
    any: (xs, ys, name, width) =>
      confusionChart(
        {
          classes: [name, `${name}2`],
          counts: [xs.slice(0, 2), ys.slice(0, 2)].map((row) =>
            row.map((n) => Math.round(Math.abs(n))),
          ),
        },
        { width },
      ),
  },
  {
    name: 'histogramChart',
    usual: () =>
      histogramChart({ column: 'age (years)', edges: [0, 20, 40, 60], counts: [12, 40, 9] }, size),
    any: (xs, ys, column, width) =>
      histogramChart(
        {
          column,
          kind: ys.length % 2 === 0 ? 'date' : 'number',
          edges: xs,
          counts: ys.map(Math.abs),
        },
        { width },
      ),
  },
  {
    name: 'sparkHistogram',
    usual: () => sparkHistogram({ title: 'age', counts: [1, 5, 3, 0, 2] }, { width: 96 }),
    any: (xs, _, title, width) => sparkHistogram({ title, counts: xs }, { width }),
  },
  {
    name: 'scatterChart',
    usual: () =>
      scatterChart({ target: 'price', truth: [1, 2, 3], predicted: [1.1, 1.9, 3.4] }, size),
    any: (truth, predicted, target, width) => scatterChart({ target, truth, predicted }, { width }),
  },
  {
    name: 'residualsChart',
    usual: () =>
      residualsChart({ target: 'price', truth: [1, 2, 3], predicted: [1.1, 1.9, 3.4] }, size),
    any: (truth, predicted, target, width) =>
      residualsChart({ target, truth, predicted }, { width }),
  },
  {
    name: 'trialsChart',
    usual: () =>
      trialsChart({ score: 'RMSE', better: 'lower', scores: [3, 2.5, null, 2.7, 2.1] }, size),
    any: (scores, _, score, width) => trialsChart({ score, better: 'higher', scores }, { width }),
  },
  {
    name: 'searchHistory',
    usual: () =>
      trialsChart(
        {
          score: 'ROC AUC',
          better: 'higher',
          scores: [0.5, 0.82, 0.9, null, 0.91, 0.88, 0.915],
          families: ['Constant', 'Logistic', 'Trees', 'Trees', 'Trees', 'Logistic', 'Trees'],
        },
        size,
      ),
    any: (scores, _, score, width) =>
      trialsChart(
        { score, better: 'lower', scores, families: scores.map((_, i) => `${score}${i % 7}`) },
        { width },
      ),
  },
  {
    name: 'paretoChart',
    usual: () =>
      paretoChart(
        {
          score: 'ROC AUC',
          better: 'higher',
          entries: [
            entry('Ensemble of 4 models', 0.931, 210, 4_200_000, 'champion'),
            entry('Boosted trees', 0.928, 12, 310_000),
            entry('Logistic regression', 0.921, 0.8, 2400, 'small'),
            { ...entry('Random forest', 0.922, 95, 2_900_000), isOnFront: false },
            { ...entry('Always the mean', 0.5, 0.01, 40), isOnFront: true },
          ],
        },
        size,
      ),
    any: (xs, ys, words, width) =>
      paretoChart(
        {
          score: words,
          better: 'lower',
          entries: xs.map((score, i) => ({
            title: words,
            score,
            msPer1000Rows: ys[i] ?? 1,
            sizeBytes: ys[i + 1] ?? 0,
            isOnFront: i % 2 === 0,
            label: words,
          })),
        },
        { width },
      ),
  },
  {
    name: 'parameterChart',
    usual: () =>
      parameterChart(
        {
          parameter: 'learningRate',
          scale: 'log',
          score: 'ROC AUC',
          better: 'higher',
          trials: [0.01, 0.03, 0.05, 0.1, 0.3].map((value, i) => ({
            value,
            score: [0.88, 0.91, 0.92, 0.915, 0.87][i] ?? 0,
          })),
          curve: [0.01, 0.03, 0.1, 0.3].map((value, i) => ({
            value,
            score: [0.885, 0.912, 0.914, 0.88][i] ?? 0,
          })),
        },
        size,
      ),
    any: (xs, ys, parameter, width) =>
      parameterChart(
        {
          parameter,
          scale: xs.length % 3 === 0 ? 'choice' : xs.length % 3 === 1 ? 'log' : 'linear',
          score: parameter,
          better: 'higher',
          trials: xs.map((value, i) => ({ value, score: ys[i] ?? 0 })),
          curve: ys.map((score, i) => ({ value: xs[i] ?? 0, score })),
        },
        { width },
      ),
  },
  {
    name: 'dependenceChart',
    usual: () =>
      dependenceChart(
        {
          column: 'age',
          kind: 'number',
          grid: [20, 40, 60],
          mean: [0.1, 0.2, 0.5],
          answer: 'probability of “yes”',
          unit: 'share',
        },
        size,
      ),
    any: (xs, mean, column, width) =>
      dependenceChart(
        { column, kind: xs.length % 3 === 0 ? 'date' : 'number', grid: xs, mean, answer: column },
        { width },
      ),
  },
];

/** Numbers that break drawings: constant, tiny, huge, missing. */
const numbers = fc.oneof(
  fc.array(fc.double(), { maxLength: 30 }),
  fc.array(fc.double({ min: 0, max: 1 }), { maxLength: 30 }),
  fc.tuple(fc.double(), fc.nat(20)).map(([value, n]) => Array<number>(n).fill(value)),
  fc.constantFrom<number[]>(
    [],
    [0],
    [5e-324, 0],
    [1.7e308, -1.7e308],
    [1e308, 1e-308],
    [Number.NaN],
  ),
);
const words = fc.string({ unit: 'binary', maxLength: 30 });
const widths = fc.integer({ min: 120, max: 1600 });

describe.each(STORIES)('$name', ({ name, usual, any }) => {
  it('draws what it drew before', async () => {
    await expect(usual()).toMatchFileSnapshot(`snapshots/${name}.svg`);
  });

  it('draws finite numbers in well-formed markup, whatever the figures are', () => {
    fc.assert(
      fc.property(numbers, numbers, words, widths, (xs, ys, text, width) => {
        const svg = any(xs, ys, text, width);
        expect(attributesOf(svg).filter((value) => /NaN|Infinity|undefined/.test(value))).toEqual(
          [],
        );
        expect(unbalanced(svg)).toEqual([]);
      }),
      { seed: 7, numRuns: 100 },
    );
  });

  it('gives the same text for the same figures', () => {
    expect(usual()).toBe(usual());
  });

  it('has a name for those who do not see it', () => {
    expect(usual()).toMatch(/^<svg [^>]*role="img"[^>]*><title>[^<]+<\/title>/);
  });
});

describe('charts of 40 000 rows', () => {
  const n = 40_000;
  const wave = Array.from({ length: n }, (_, i) => Math.sin(i) * 1000);
  const rising = Array.from({ length: n }, (_, i) => i / n);
  const PER_ROW = {
    scatterChart: wave,
    residualsChart: wave,
    rocChart: rising,
    precisionRecallChart: rising,
  };

  it.each(Object.entries(PER_ROW))('%s stays below 700 kB', (name, xs) => {
    const story = STORIES.find((one) => one.name === name);
    expect(story?.any(xs, xs.map(Math.abs).toSorted(), 'x', 480).length).toBeLessThan(700_000);
  });
});

function attributesOf(svg: string): string[] {
  return Array.from(
    svg.matchAll(/ (?:[xy][12]?|c[xy]|r|d|width|height|points|viewBox)="([^"]*)"/g),
    (match) => match[1] ?? '',
  );
}

/** Tags that are not closed, or closed twice. */
function unbalanced(svg: string): string[] {
  const open: string[] = [];
  for (const [, closing, tag, selfClosing] of svg.matchAll(/<(\/?)(\w+)[^>]*?(\/?)>/g)) {
    if (tag === undefined || selfClosing === '/') continue;
    if (closing !== '/') open.push(tag);
    else if (open.pop() !== tag) return [tag];
  }
  return open;
}
