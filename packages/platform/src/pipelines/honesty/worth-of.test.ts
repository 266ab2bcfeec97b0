import { describe, expect, it } from 'vitest';
import { renderQuickReport } from '../../reports/index.ts';
import type { HonestGain } from './honest-gain.ts';
import { type RowsOutlook, rowsOutlook } from './rows-outlook.ts';
import { worthOf } from './worth-of.ts';

const around = (value: number, half: number) => ({ value, low: value - half, high: value + half });
const gainOf = (value: number, half: number): HonestGain => ({
  best: 'logistic',
  baseline: 'constant',
  value: 0.5 + value,
  baselineValue: 0.5,
  estimate: around(0.5 + value, half),
  gain: around(value, half),
});
const SIZES = [50, 100, 200, 400, 800];
const curveOf = (scoreOf: (size: number) => number) =>
  SIZES.map((size) => ({ size, value: scoreOf(size), standardError: 0.002 }));
const rising = curveOf((size) => 0.9 - 1.2 * size ** -0.5);
const flat = curveOf(() => 0.75);
const look = (points: ReturnType<typeof curveOf>, nAllRows = 800) =>
  rowsOutlook([points], { metric: 'roc_auc', nAllRows });
const worth = (gain: HonestGain | undefined, rows?: RowsOutlook) =>
  worthOf({ metric: 'roc_auc', target: 'y', gain, shuffled: undefined, rows });

describe('rowsOutlook', () => {
  it('sees that a rising curve goes on, and how far its forecast may be off', () => {
    const { verdict, gainOfTwice, sentence } = look(rising);
    expect(verdict).toBe('helps');
    const truth = 1.2 * (800 ** -0.5 - 1600 ** -0.5);
    expect(gainOfTwice.value).toBeCloseTo(truth, 3);
    expect(gainOfTwice.low).toBeLessThanOrEqual(0.2 * gainOfTwice.value);
    expect(gainOfTwice.high).toBeGreaterThanOrEqual(2 * gainOfTwice.value);
    expect(sentence).toMatch(/^More rows would help: learning from 1600 rows instead of 800/);
  });

  it('sees that a flat one has ended', () => {
    expect(look(flat).verdict).toBe('enough');
  });

  it('foretells all rows where only a sample was looked at', () => {
    const { atAllRows } = look(rising, 3200);
    expect(atAllRows).toMatchObject({ size: 3200 });
    const truth = 0.9 - 1.2 * 3200 ** -0.5;
    expect(Math.abs((atAllRows?.value ?? 0) - truth)).toBeLessThan(0.005);
    expect(look(rising).atAllRows).toBeUndefined();
  });

  it('follows the best candidate at each size', () => {
    const other = curveOf((size) => (size < 150 ? 0.95 : 0.1));
    const { points } = rowsOutlook([rising, other], { metric: 'roc_auc', nAllRows: 800 });
    expect(points.map(({ value }) => value)).toEqual([
      0.95,
      0.95,
      ...rising.slice(2).map(({ value }) => value),
    ]);
  });
});

describe('worthOf', () => {
  it.each([
    [
      'yes',
      gainOf(0.3, 0.05),
      /^Yes: "y" can be predicted\. ROC AUC 0\.8 \(90 %: 0\.75 to 0\.85\)/,
    ],
    ['maybe', gainOf(0.03, 0.02), /^Maybe: "y" can be predicted a little/],
    ['maybe', gainOf(0.1, 0.2), /^Maybe: "y" may be predictable, but this is not sure/],
    ['no', gainOf(0.01, 0.05), /^No: "y" does not look predictable/],
    ['no', gainOf(-0.1, 0.05), /^No: /],
    ['maybe', undefined, /^Maybe: no candidate could be measured/],
  ])('says %s', (answer, gain, sentence) => {
    expect(worth(gain)).toMatchObject({ answer, sentence: expect.stringMatching(sentence) });
  });

  it('points to other columns where rows are enough and the end is far from perfect', () => {
    const seen = worth(gainOf(0.25, 0.02), look(flat));
    expect(seen).toMatchObject({ rows: 'enough', features: 'helps' });
    expect(seen.advice).toContain('columns that the table does not have, or is chance');
  });

  it('points to nothing where hardly anything is left to be gained', () => {
    const seen = worth(gainOf(0.49, 0.005), look(curveOf(() => 0.99)));
    expect(seen).toMatchObject({ features: 'enough' });
    expect(seen.advice).toMatch(/Little is left to be gained\.$/);
  });
});

describe('renderQuickReport', () => {
  it('holds the answer, the curve and what was tried, and escapes what the data say', () => {
    const { answer, sentence, advice } = worth(gainOf(0.3, 0.05), look(rising));
    const markup = renderQuickReport({
      run: {
        id: 'run-1',
        name: 'a<b>.csv → y',
        startedAt: '2026-01-01T00:00:00Z',
        durationMs: 9000,
      },
      dataset: { name: 'churn', version: 1, nRows: 1000 },
      task: 'binary',
      target: 'y',
      metric: {
        name: 'roc_auc',
        title: 'ROC AUC',
        better: 'higher',
        unit: 'share',
        doc: 'A chance.',
      },
      why: ['Models are compared by ROC AUC.'],
      answer,
      sentence,
      advice,
      nRows: 800,
      nTrainRows: 800,
      value: around(0.8, 0.05),
      baseline: 0.5,
      candidates: [
        { name: 'logistic', title: 'Line', isBaseline: false, score: 0.8, scoreSd: 0.01, fitMs: 3 },
        { name: 'constant', title: 'Constant', isBaseline: true, score: 0.5, scoreSd: 0, fitMs: 1 },
        {
          name: 'trees',
          title: 'Trees',
          isBaseline: false,
          score: null,
          scoreSd: null,
          fitMs: null,
        },
      ],
      rows: look(rising),
      findings: [],
      timings: [{ step: 'quick-look', ms: 8000, status: 'finished' }],
    });
    expect(markup).toContain('Yes: &quot;y&quot; can be predicted.');
    expect(markup).toContain('rows learned from');
    expect(markup).toContain('No model was registered');
    expect(markup).toContain('a&lt;b&gt;.csv');
    expect(markup).not.toMatch(/NaN|undefined|Infinity/);
  });
});
