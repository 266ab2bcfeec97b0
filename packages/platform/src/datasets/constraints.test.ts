import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { constrainDataset } from './constraints.ts';
import { findViolations } from './violations.ts';

const deps = { store: {}, artifacts: {} } as never;
const constrain = constrainDataset(deps);
const violate = findViolations(deps);

describe('files of Model Monitor', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kaizen-constraints-'));
  });
  afterAll(() => rm(folder, { recursive: true }));
  const write = async (name: string, lines: readonly string[]) => {
    const path = join(folder, name);
    await writeFile(path, [...lines, ''].join('\n'));
    return path;
  };
  const readJson = async (path: string) => JSON.parse(await readFile(path, 'utf8'));
  const rows = Array.from({ length: 60 }, (_, i) => `${i % 7},${i / 8},${i % 2 ? 'gold' : 'team'}`);

  it('written of a table, are not broken by it, and are by another one', async () => {
    const before = await write('before.csv', ['visits,score,plan', ...rows]);
    const out = join(folder, 'baseline');
    const { written } = await constrain({ name: before }, { inputs: { write: out } });
    expect(written).toEqual([join(out, 'statistics.json'), join(out, 'constraints.json')]);
    const [statistics, constraints] = await Promise.all(written.map(readJson));
    const same = await violate({ data: before, constraints, statistics }, { inputs: {} });
    expect(same).toMatchObject({ passed: true, nConstraints: 3, comparesDrift: true });
    const other = rows.map((row, i) => (i < 6 ? row.replace(/gold|team/, 'free') : row));
    const after = await write('after.csv', ['visits,score,plan', ...other]);
    const report = join(folder, 'constraint_violations.json');
    const found = await violate(
      { data: after, constraints, statistics },
      { inputs: { write: report } },
    );
    expect(found).toMatchObject({
      passed: false,
      violations: [
        {
          feature_name: 'plan',
          constraint_check_type: 'categorical_values_check',
          description:
            'Domain content requirement is not met. Expected domain match: 100.0%. Observed: Only 90.0% of data is in the domain. Unknown values: "free".',
        },
      ],
    });
    expect(await readJson(report)).toEqual({ violations: found.violations });
  });

  it('are never written over others', async () => {
    const data = await write('again.csv', ['visits,score,plan', ...rows]);
    const out = join(folder, 'again');
    await constrain({ name: data }, { inputs: { write: out } });
    await expect(constrain({ name: data }, { inputs: { write: out } })).rejects.toMatchObject({
      code: 'FILE_NOT_WRITABLE',
    });
  });

  it('that are damaged name the place', async () => {
    const data = await write('damaged.csv', ['visits,score,plan', ...rows]);
    const constraints = { features: [{ name: 'visits', inferred_type: 'Integer' }] };
    await expect(violate({ data, constraints }, { inputs: {} })).rejects.toMatchObject({
      code: 'ARGUMENT_INVALID',
      message:
        'constraints.features[0].inferred_type must be one of Integral, Fractional, String, Unknown, got "Integer".',
    });
  });

  it('open no path for another machine', async () => {
    const data = await write('away.csv', ['visits,score,plan', ...rows]);
    const datasets = { find: async () => undefined, list: async () => ({ items: [] }) };
    const away = constrainDataset({ store: { datasets } } as never)({ name: data });
    await expect(away).rejects.toMatchObject({ code: 'DATASET_NOT_FOUND' });
  });
});
