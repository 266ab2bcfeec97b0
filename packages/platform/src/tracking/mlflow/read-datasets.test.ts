import { describe, expect, it } from 'vitest';
import { thrownBy } from '../../../../../test/thrown-by.ts';
import { readDatasets } from './read-datasets.ts';

const dataset = { name: 'iris', digest: 'abc', source_type: 'http', source: '{}' };
const read = (fields: object, tags: object[] = []) =>
  readDatasets({ datasets: [{ dataset: { ...dataset, ...fields }, tags }] });
const refusalOf = (work: () => unknown) => {
  const { code, message } = thrownBy(work);
  expect(code).toBe('REQUEST_INVALID');
  return message;
};

describe('datasets of a run', () => {
  it('are what was sent', () => {
    const tags = [{ key: 'mlflow.data.context', value: 'training' }];
    expect(read({ schema: '{"a":1}', profile: '', unknown: 1 }, tags)).toEqual([
      {
        ...{ name: 'iris', digest: 'abc', sourceType: 'http', source: '{}' },
        ...{ schema: '{"a":1}', profile: '', tags: { 'mlflow.data.context': 'training' } },
      },
    ]);
  });

  it.each([
    ['name', 500],
    ['digest', 36],
    ['source', 65_535],
    ['schema', 1_048_575],
    ['profile', 16_777_215],
  ])('have a %s of at most %i characters', (field, limit) => {
    expect(read({ [field]: 'x'.repeat(limit) })).toHaveLength(1);
    expect(refusalOf(() => read({ [field]: 'x'.repeat(limit + 1) }))).toBe(
      `Dataset ${field} exceeds the maximum length of ${limit}`,
    );
  });

  it('have tags with keys of at most 255 and values of at most 500 characters', () => {
    const tag = (key: number, value: number) => [
      { key: 'k'.repeat(key), value: 'v'.repeat(value) },
    ];
    expect(read({}, tag(255, 500))).toHaveLength(1);
    expect(refusalOf(() => read({}, tag(256, 0)))).toContain(
      'had length 256, which exceeded length limit of 255',
    );
    expect(refusalOf(() => read({}, tag(1, 501)))).toContain(
      'had length 501, which exceeded length limit of 500',
    );
  });

  it('are at most 1000 at once', () => {
    const datasets = (n: number) => ({ datasets: Array.from({ length: n }, () => ({ dataset })) });
    expect(readDatasets(datasets(1000))).toHaveLength(1000);
    expect(refusalOf(() => readDatasets(datasets(1001)))).toBe(
      'A run can be told at most 1000 datasets at once. Got 1001 datasets.',
    );
  });

  it.each([
    [{ datasets: [{}] }, "'datasets[0].dataset'"],
    [{ datasets: [{ dataset: { ...dataset, name: '' } }] }, "'datasets[0].dataset.name'"],
    [{ datasets: [{ dataset: { ...dataset, source: null } }] }, "'datasets[0].dataset.source'"],
    [{ datasets: [{ dataset, tags: [{ key: 'a' }] }] }, "'datasets[0].tags[0].value'"],
  ])('must say what they are: not %j', (message, where) => {
    expect(refusalOf(() => readDatasets(message))).toContain(
      `Missing value for required parameter ${where}`,
    );
  });
});
