import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Anomaly } from '@kaizenml/contracts';
import { makeAnomaly, makePatch } from '@kaizenml/ml/validation';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type App, openApp } from '../app.ts';
import { schemaSubject } from './schema-source.ts';

let folder = '';
let app: App;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kaizen-schemas-'));
  app = await openApp({ home: join(folder, 'home'), clock: { now: () => 1e12 } });
});
afterAll(async () => {
  await app.close();
  await rm(folder, { recursive: true, force: true });
});

const here = { inputs: {} };

const TEXT = `kaizenSchema: 1
columns:
  # The meter's price.
  fare:
    type: number
    range: { min: 0, max: 100 } # dollars
`;

function proposal(from: number, to: number): Anomaly {
  const kind = { anomaly: 'FLOAT_TYPE_BIG_FLOAT', column: 'fare' } as const;
  const changes = [{ path: ['columns', 'fare', 'range', 'max'], from, to }];
  const patch = makePatch({ ...kind, says: `"fare" may go up to ${to}.`, changes });
  return makeAnomaly(kind.anomaly, { column: 'fare', long: 'It is more.', patch });
}

/** Takes the range away with the type. */
function typeProposal(max: number): Anomaly {
  const kind = { anomaly: 'UNEXPECTED_DATA_TYPE', column: 'fare' } as const;
  const changes = [
    { path: ['columns', 'fare', 'type'], from: 'number', to: 'string' },
    { path: ['columns', 'fare', 'range'], from: { min: 0, max } },
  ];
  const patch = makePatch({ ...kind, says: '"fare" may be text.', changes });
  return makeAnomaly(kind.anomaly, { column: 'fare', long: 'It is text.', patch });
}

const idOf = ({ patch }: Anomaly): string => patch?.id ?? '';

async function fileOf(name: string, text = TEXT): Promise<string> {
  const path = join(folder, name);
  await writeFile(path, text);
  return path;
}

describe('schemas.infer', () => {
  it('writes the schema of a file, once', async () => {
    const data = await fileOf('trips.csv', 'fare,paid\n1.5,Yes\n2.5,No\n,Yes\n');
    const out = join(folder, 'inferred.yaml');
    const { schema, path } = await app.handlers.schemas.infer(
      { name: data, maxDomain: 400 },
      { inputs: { out } },
    );
    expect(path).toBe(out);
    expect(schema).toMatchObject({
      dataset: 'trips',
      columns: {
        fare: { type: 'number' },
        paid: { type: 'boolean', booleanWords: { true: 'Yes' } },
      },
    });
    expect(await readFile(out, 'utf8')).toContain('presence: { minShare: 1 }');
    const again = app.handlers.schemas.infer({ name: data, maxDomain: 400 }, { inputs: { out } });
    await expect(again).rejects.toMatchObject({
      code: 'FILE_NOT_WRITABLE',
      message: `File "${out}" must be a new file, got one that is there already.`,
      details: { path: out, reason: 'exists' },
    });
  });

  it('gives the same for a stored dataset, and opens no path for other machines', async () => {
    const data = await fileOf(
      'stored.csv',
      'fare,paid,day\n1.5,Yes,2024-01-01\n2.5,No,2024-01-03\n',
    );
    await app.handlers.datasets.add({ path: data, name: 'stored' } as never, here as never);
    const stored = await app.handlers.schemas.infer({ name: 'stored', maxDomain: 400 });
    expect(stored.schema.columns.fare).toMatchObject({ type: 'number', presence: { minShare: 1 } });
    const file = await app.handlers.schemas.infer({ name: data, maxDomain: 400 }, here);
    expect(stored.yaml).toBe(file.yaml);
    expect(await app.handlers.schemas.infer({ name: 'stored', maxDomain: 400 })).toEqual(stored);
    const other = app.handlers.schemas.infer({ name: data, maxDomain: 400 });
    await expect(other).rejects.toMatchObject({ code: 'DATASET_NOT_FOUND' });
  });
});

describe('schemas of a dataset', () => {
  it('have versions, decisions and a history', async () => {
    const { schemas } = app.handlers;
    const stored = await schemas.put({ name: 'trips', yaml: await fileOf('trips.yaml') }, here);
    expect(stored).toMatchObject({
      name: 'trips',
      version: 1,
      nColumns: 1,
      isNew: true,
      warnings: [],
    });
    expect(await schemas.put({ name: 'trips', yaml: TEXT })).toMatchObject({
      version: 1,
      isNew: false,
    });
    const [more, most] = [proposal(100, 120), proposal(120, 150)];
    await app.store.schemas.propose(schemaSubject('trips@1'), [more, most]);
    expect((await schemas.show({ name: 'trips' })).open.map(({ name }) => name)).toHaveLength(2);
    const input = { name: 'trips', patches: idOf(more), why: 'a new zone', by: 'ann' };
    expect(await schemas.accept(input)).toEqual({
      name: 'trips',
      version: 2,
      decided: [{ patch: idOf(more), says: '"fare" may go up to 120.' }],
      withdrawn: [],
      nOpen: 1,
    });
    expect(await schemas.reject({ name: 'trips', patches: 'all', by: 'bob' })).toMatchObject({
      version: 3,
      nOpen: 0,
    });
    const { yaml, schema } = await schemas.show({ name: 'trips' });
    expect(yaml).toContain('max: 120 } # dollars');
    expect(schema.columns.fare.range).toEqual({ min: 0, max: 120 });
    const { versions, decisions } = await schemas.history({ name: 'trips' });
    expect(versions.map(({ version, changes }) => [version, changes])).toEqual([
      [3, []],
      [2, ['`range.max` of column "fare" is now 120; it was 100.']],
      [1, []],
    ]);
    expect(decisions.map(({ by, decision, why }) => [by, decision, why])).toEqual([
      ['bob', 'rejected', null],
      ['ann', 'accepted', 'a new zone'],
    ]);
    const { items } = await schemas.list({ limit: 10 });
    expect(items).toMatchObject([{ name: 'trips', version: 3, nColumns: 1 }]);
    const { differences } = await schemas.diff({ before: 'trips@1', after: 'trips' });
    expect(differences.map(({ path }) => path)).toEqual([['columns', 'fare', 'range', 'max']]);
  });

  it('withdraw what an accepted patch makes void, and say so', async () => {
    const { schemas } = app.handlers;
    await schemas.put({ name: 'tolls', yaml: TEXT });
    const [more, text] = [proposal(100, 120), typeProposal(100)];
    await app.store.schemas.propose('tolls', [more, text]);
    const accepted = await schemas.accept({ name: 'tolls', patches: idOf(more), by: 'ann' });
    const withdrawn = [
      {
        patch: idOf(text),
        says: '"fare" may be text: withdrawn, since what was accepted says something else at "columns.fare.type". Validate again to see what is still needed.',
      },
    ];
    expect(accepted).toMatchObject({ version: 2, withdrawn, nOpen: 0 });
    expect((await schemas.show({ name: 'tolls' })).open).toEqual([]);
    await app.store.schemas.propose('tolls', [typeProposal(120), proposal(120, 150)]);
    const all = await schemas.accept({ name: 'tolls', patches: 'all', by: 'ann' });
    expect(all).toMatchObject({ version: 3, nOpen: 0 });
    expect([all.decided.length, all.withdrawn.length]).toEqual([1, 1]);
    expect((await schemas.show({ name: 'tolls' })).schema.columns.fare).toEqual({ type: 'string' });
  });

  it('say which patches do not wait, and which schema there is', async () => {
    const { schemas } = app.handlers;
    await expect(schemas.accept({ name: 'trips', patches: 'abc, def' })).rejects.toMatchObject({
      code: 'PATCH_NOT_FOUND',
      message: 'Patches of the schema "trips" must wait for a decision, got "abc" and "def".',
      details: { unknown: ['abc', 'def'], open: [] },
    });
    await expect(schemas.show({ name: 'trip' })).rejects.toMatchObject({
      code: 'SCHEMA_NOT_FOUND',
      message: 'A schema of "trip" must be stored, got none.',
      hint: 'Did you mean "trips"?',
      details: { name: 'trip' },
    });
    await expect(schemas.put({ name: 'trips', yaml: 'columns: 1' })).rejects.toMatchObject({
      code: 'SCHEMA_INVALID',
    });
  });
});

describe('the file of a schema', () => {
  it('is decided on in place, for who sits at the machine only', async () => {
    const path = await fileOf('own.yaml');
    const more = proposal(100, 120);
    await app.store.schemas.propose(schemaSubject(path), [more]);
    await expect(app.handlers.schemas.accept({ name: path, patches: 'all' })).rejects.toMatchObject(
      {
        code: 'SCHEMA_NOT_FOUND',
      },
    );
    const edited = await app.handlers.schemas.accept(
      { name: path, patches: 'all', by: 'ann' },
      here,
    );
    expect(edited).toMatchObject({ version: null, nOpen: 0 });
    expect(await readFile(path, 'utf8')).toBe(`${TEXT.replace('100', '120')}history:
  - at: 2001-09-09T01:46:40.000Z
    by: ann
    decision: accepted
    anomaly: FLOAT_TYPE_BIG_FLOAT
    column: fare
    patch: ${/^\d+(e\d+)?$/.test(idOf(more)) ? `"${idOf(more)}"` : idOf(more)}
    says: '"fare" may go up to 120.'
`);
  });
});
