import { existsSync } from 'node:fs';
import { DRIFT_TESTS } from '@kaizenml/ml/drift';
import { driftChecks } from '@kaizenml/ml/testing';
import { describe, expect, it } from 'vitest';

describe.each(DRIFT_TESTS)('drift test $name', (test) => {
  it.each(driftChecks(test))('$promise', ({ run }) => run());

  it('has a file of its name', () => {
    const file = `${test.name.toLowerCase().replaceAll('_', '-')}.ts`;
    const folders = ['univariate', 'texts', 'vectors'].map(
      (folder) => new URL(`../../packages/ml/src/drift/${folder}/${file}`, import.meta.url),
    );
    expect(folders.filter((path) => existsSync(path))).toHaveLength(1);
  });
});
