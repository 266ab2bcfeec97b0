import { globSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ESTIMATORS, getEstimator } from '@kaizenml/ml/models';
import { estimatorChecks } from '@kaizenml/ml/testing';
import { describe, expect, it } from 'vitest';

describe.each(ESTIMATORS)('estimator $name', (estimator) => {
  it.each(estimatorChecks(estimator))('$promise', ({ run }) => run());
});

describe('the table of estimators', () => {
  it('lists every file of the families of models/, and nothing else', () => {
    const models = fileURLToPath(new URL('../../packages/ml/src/models', import.meta.url));
    const files = globSync('*/*.ts', { cwd: models }).filter((file) => !file.endsWith('.test.ts'));
    const names = files.map((file) => basename(file, '.ts')).sort();
    expect(ESTIMATORS.map(({ name }) => name).toSorted()).toEqual(names);
  });

  it('gives every estimator by its name', () => {
    for (const estimator of ESTIMATORS) expect(getEstimator(estimator.name)).toBe(estimator);
  });

  it('refuses an unknown name with the closest ones', () => {
    const known = ESTIMATORS.map(({ name }) => name);
    expect(() => getEstimator('random-forrest')).toThrow(
      expect.objectContaining({
        code: 'ARGUMENT_INVALID',
        message: `The estimator must be one of the ${known.length} we have, got "random-forrest".`,
        hint: 'Did you mean "random-forest"?',
        details: { name: 'random-forrest', known },
      }),
    );
  });
});
