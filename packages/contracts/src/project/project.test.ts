import { describe, expect, it } from 'vitest';
import type { AppError } from '../app-error.ts';
import { parseProject } from './project.ts';

function failure(given: unknown): AppError {
  try {
    parseProject(given, 'kaizen.yaml');
  } catch (thrown) {
    return thrown as AppError;
  }
  throw new Error('It accepted the project.');
}

describe('parseProject', () => {
  it('fills every default in', () => {
    expect(parseProject({ data: 'churn.csv' }, 'kaizen.yaml')).toMatchObject({
      data: 'churn.csv',
      ignore: [],
      split: { test: 0.2, refit: true },
      search: {},
      seed: 1,
      guardrails: { leak: 'drop' },
      gate: {
        ...{ min: {}, max: {}, betterThanBaseline: true },
        ...{ champion: [], slices: [], fairness: [] },
      },
      release: { approvals: 0, description: 'optional' },
    });
  });

  it('gives back what it gives when parsed again', () => {
    const once = parseProject(
      { data: 'a.csv', target: 'y', search: { budget: '90s' }, gate: { min: { roc_auc: 0.8 } } },
      'a',
    );
    expect(parseProject(once, 'a')).toEqual(once);
  });

  it('tells every problem with its path', () => {
    const error = failure({
      taget: 'churned',
      split: { test: 0.9, kind: 'sideways', colum: 'id' },
      search: { budget: 'long', trials: 1.5 },
      gate: { min: { roc_auc: 'high' } },
    });
    expect(error.code).toBe('PROJECT_INVALID');
    const problems = error.details.problems as { path: string; problem: string }[];
    expect(problems.map(({ path }) => path).sort()).toEqual([
      'data',
      'gate.min.roc_auc',
      'search.budget',
      'search.trials',
      'split.colum',
      'split.kind',
      'split.test',
      'taget',
    ]);
    expect(problems).toContainEqual({
      path: 'split.colum',
      problem: 'is not known, did you mean `column`',
    });
    expect(problems).toContainEqual({
      path: 'split.test',
      problem: 'must be at most 0.5, got 0.9',
    });
    expect(error.details.place).toBe('kaizen.yaml');
    for (const { path } of problems) expect(error.message).toContain(path);
  });

  it.each([null, 'churn.csv', 3, []])('refuses %j, which is no object', (given) => {
    const error = failure(given);
    expect(error.code).toBe('PROJECT_INVALID');
    expect(error.details.problems).toMatchObject([{ path: '(top)' }]);
  });
});
