import { globSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { getTransformer, imputeNumber, TRANSFORMERS } from '@kaizenml/ml/preprocess';
import { transformerChecks } from '@kaizenml/ml/testing';
import { describe, expect, it } from 'vitest';

describe.each(TRANSFORMERS)('transformer $name', (transformer) => {
  it.each(transformerChecks(transformer))('$promise', ({ run }) => run());
});

describe('the table of transformers', () => {
  it('lists every file of preprocess/transformers, and nothing else', () => {
    const folder = fileURLToPath(
      new URL('../../packages/ml/src/preprocess/transformers', import.meta.url),
    );
    const files = globSync('*.ts', { cwd: folder }).filter((file) => !file.endsWith('.test.ts'));
    const names = files.map((file) => basename(file, '.ts')).sort();
    expect(TRANSFORMERS.map(({ name }) => name).toSorted()).toEqual(names);
  });

  it('gives every transformer by its name', () => {
    for (const transformer of TRANSFORMERS)
      expect(getTransformer(transformer.name)).toBe(transformer);
  });

  it('refuses an unknown name with the closest ones', () => {
    expect(() => getTransformer('one-hott')).toThrow(
      expect.objectContaining({
        code: 'MODEL_ARTIFACT_INVALID',
        message: 'The transform graph must use known transformers, got "one-hott".',
        hint: 'Did you mean "one-hot"?',
        details: { transformer: 'one-hott', known: TRANSFORMERS.map(({ name }) => name) },
      }),
    );
  });
});

describe('the checks of a transformer', () => {
  const broken = (change: Partial<typeof imputeNumber>): string[] =>
    transformerChecks({ ...imputeNumber, ...change })
      .filter(({ run }) => {
        try {
          run();
          return false;
        } catch (thrown) {
          expect(thrown).toMatchObject({ code: 'INTERNAL' });
          return true;
        }
      })
      .map(({ promise }) => promise);

  it('hold for the one that is shipped', () => {
    expect(broken({})).toEqual([]);
  });

  it('catch gaps that stay gaps', () => {
    const compile: typeof imputeNumber.compile = () => (slots, from, to) => {
      slots.numbers[to] = slots.numbers[from];
    };
    expect(broken({ compile })).toEqual([
      'makes numbers that are finite, or missing where it keeps them so, whatever comes',
    ]);
  });

  it('catch cells that depend on the cells before', () => {
    const compile: typeof imputeNumber.compile = () => {
      let nCells = 0;
      return (slots, _from, to) => {
        slots.numbers[to] = nCells++;
      };
    };
    expect(broken({ compile })).toEqual(['makes of a row alone what it makes of it among others']);
  });
});
