import { expect, it } from 'vitest';
import type { RunResult } from '../../pipelines/index.ts';
import { createStyle } from '../terminal.ts';
import { renderRunSummary } from './run-summary.ts';

const estimate = (value: number, half = 0) => ({ value, low: value - half, high: value + half });
const baseline = (name: string, cost: number) => ({
  name,
  title: name,
  metrics: { mean_cost: estimate(cost), roc_auc: estimate(0.5) },
});

it('says what calls cost before all else where costs are known, and what it costs without a model', () => {
  const result = {
    task: 'binary',
    target: 'risk',
    champion: { model: 'm', version: null, estimator: 'logistic', title: 'Logistic', artifact: '' },
    primaryMetric: 'roc_auc',
    why: { task: 'two values' },
    metrics: { mean_cost: estimate(0.44, 0.1), roc_auc: estimate(0.8, 0.05) },
    baselines: [baseline('Stratified', 1.1), baseline('Constant', 0.7)],
    leaderboard: [],
    times: {},
    whyItWon: [],
    findings: [],
    gate: {
      passed: false,
      reasons: ['It costs too much.'],
      checks: [
        { gate: 'size', status: 'passed', refuses: false, reason: 'It is small.' },
        { gate: 'champion', status: 'not-measured', refuses: false, reason: 'There is none.' },
        { gate: 'metric', status: 'failed', refuses: true, reason: 'It costs too much.' },
      ],
    },
    report: 'report.html',
  };
  const text = renderRunSummary(result as unknown as RunResult, {
    style: createStyle(false),
    width: 120,
  });
  const lines = text.split('\n').filter((line) => line !== '');
  expect(lines[0]).toBe(
    'Logistic calls "risk" at a cost of 0.440 [0.340 – 0.540] per row on rows it has never seen; without a look at any column it is 0.700.',
  );
  expect(lines.find((line) => line.includes('Mean cost per row'))).toMatch(
    /0\.440 \[0\.340 – 0\.540\] +1\.100.* +0\.700/,
  );
  expect(lines.slice(-4, -1)).toEqual([
    ...['  ✓ It is small.', '  – There is none.', '  ✗ It costs too much.'],
  ]);
});
