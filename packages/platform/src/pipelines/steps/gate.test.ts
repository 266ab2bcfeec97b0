import type { Estimate } from '@kaizenml/contracts';
import { describe, expect, it } from 'vitest';
import { weigh } from './gate.ts';

const estimate = (value: number, half: number): Estimate => ({
  value,
  low: value - half,
  high: value + half,
});
const outcome = (metric: string, [own, guess]: [number, number], gain: Estimate) => ({
  metrics: { [metric]: estimate(own, 0.05) },
  baselines: [
    { name: 'constant', title: 'Constant', metrics: { [metric]: estimate(guess, 0.01) } },
  ],
  gains: [{ baseline: 'constant', title: 'Constant', gain }],
});

describe('weigh', () => {
  it('finds nothing against a model whose gain over the baseline is surely above 0', () => {
    const gain = estimate(0.3, 0.05);
    expect(weigh(outcome('roc_auc', [0.8, 0.5], gain), 'roc_auc')).toEqual({
      besideGuessing: [
        {
          ...{ subject: 'Constant', isBetter: true, gain },
          sentence: 'It is surely better than a baseline: ROC AUC 0.8 against 0.5 of Constant.',
        },
      ],
      findings: [],
    });
  });

  it.each([
    ['not surely better', 0.02, 0.05, 'not surely better than'],
    ['no better', 0, 0.01, 'no better than'],
    ['worse', -0.1, 0.01, 'no better than'],
  ])('says so of a model that is %s', (_what, value, half, how) => {
    const gain = estimate(value, half);
    const said = `${how} a baseline: Root mean squared error 2 against 2.3 of Constant.`;
    const weighed = weigh(outcome('rmse', [2, 2.3], gain), 'rmse');
    expect(weighed.besideGuessing).toMatchObject([
      { subject: 'Constant', isBetter: false, gain, sentence: `It is ${said}` },
    ]);
    expect(weighed.findings).toMatchObject([
      {
        code: 'MODEL_NOT_BETTER',
        message: `The best model is ${said}`,
        details: { metric: 'rmse', baseline: 'constant', gain: { value } },
      },
    ]);
  });
});
