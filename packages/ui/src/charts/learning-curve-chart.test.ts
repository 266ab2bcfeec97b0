import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { learningCurveChart } from './learning-curve-chart.ts';

const usual = () =>
  learningCurveChart(
    {
      score: 'ROC AUC',
      better: 'higher',
      baseline: 0.5,
      points: [
        { size: 40, value: 0.71, standardError: 0.02 },
        { size: 80, value: 0.76, standardError: 0.012 },
        { size: 160, value: 0.8, standardError: 0.008 },
        { size: 320, value: 0.82, standardError: 0.006 },
      ],
      curve: [40, 100, 320, 1000, 3200].map((size, i) => ({
        size,
        value: [0.715, 0.775, 0.82, 0.845, 0.855][i] ?? 0,
        low: [0.7, 0.765, 0.81, 0.825, 0.83][i] ?? 0,
        high: [0.73, 0.785, 0.83, 0.865, 0.88][i] ?? 0,
      })),
    },
    { width: 420 },
  );

describe('learningCurveChart', () => {
  it('is drawn as it was', async () => {
    await expect(usual()).toMatchFileSnapshot('snapshots/learningCurveChart.svg');
  });

  it('says where the curve is and where it goes', () => {
    expect(usual()).toContain(
      '<title>ROC AUC is 0.82 with 320 rows, and 0.855 expected with 3,200</title>',
    );
  });

  it('says that nothing was measured', () => {
    const nothing = { score: 'ROC AUC', better: 'higher', points: [], curve: [] } as const;
    expect(learningCurveChart(nothing, { width: 420 })).toContain('No sizes to compare.');
  });

  it('holds no NaN and no infinity, whatever it is given', () => {
    const figure = fc.double({ noDefaultInfinity: false });
    const point = fc.record({ size: figure, value: figure, standardError: figure });
    fc.assert(
      fc.property(fc.array(point), fc.array(figure), figure, (points, values, baseline) => {
        const curve = values.map((value, i) => ({ size: i + 1, value, low: -value, high: null }));
        const svg = learningCurveChart(
          { score: 'x', better: 'lower', points, curve, baseline },
          { width: 300 },
        );
        expect(svg).not.toMatch(/NaN|Infinity/);
      }),
      { seed: 1, numRuns: 60 },
    );
  });
});
