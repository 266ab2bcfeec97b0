import { Gate } from '@kaizenml/contracts/project';
import { describe, expect, it } from 'vitest';
import { thrownBy } from '../../../../test/thrown-by.ts';
import { assertMetrics } from './assert-metrics.ts';

const binary = { task: 'binary', aim: 'mean' } as const;
const gate = (max: Record<string, number>) => Gate.parse({ max });
const costs = { good: { bad: 1 }, bad: { good: 5 } };

describe('assertMetrics', () => {
  it('lets the mean cost have a limit where costs are given, and nowhere else', () => {
    const limited = { metric: undefined, gate: gate({ mean_cost: 0.5 }) };
    expect(() => assertMetrics({ ...limited, costs }, binary)).not.toThrow();
    expect(thrownBy(() => assertMetrics({ ...limited, costs: undefined }, binary)).message).toBe(
      'The project has a problem: gate.max.mean_cost: a binary task has no metric "mean_cost".',
    );
    const compared = { metric: 'mean_cost', gate: gate({}), costs };
    expect(thrownBy(() => assertMetrics(compared, binary)).details).toMatchObject({
      problems: [{ path: 'metric' }],
    });
  });

  it('names every metric that the task does not have', () => {
    const { message, hint } = thrownBy(() =>
      assertMetrics({ metric: 'rmse', gate: gate({ roc_au: 1 }), costs: undefined }, binary),
    );
    expect(message).toBe(
      'The project has 2 problems: metric: a binary task has no metric "rmse"; gate.max.roc_au: a binary task has no metric "roc_au".',
    );
    expect(hint).toMatch(/roc_auc/);
  });

  it('names metrics of gates by their place, and groups where no classes are called', () => {
    const asked = Gate.parse({
      champion: [{}, { metric: 'rmse' }],
      slices: [{ metric: 'mae', min: 1 }],
      fairness: [{ group: 'sex', max: { accuracy_difference: 0.1 } }],
    });
    const problemsOf = (task: 'binary' | 'regression') =>
      thrownBy(() =>
        assertMetrics({ metric: undefined, gate: asked, costs }, { task, aim: 'mean' }),
      ).details.problems;
    expect(problemsOf('binary')).toMatchObject([
      { path: 'gate.champion[1].metric' },
      { path: 'gate.slices[0].metric' },
    ]);
    expect(problemsOf('regression')).toEqual([
      { path: 'gate.fairness', problem: 'a regression task calls no classes' },
    ]);
  });
});
