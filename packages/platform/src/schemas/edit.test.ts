import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type App, openApp } from '../app.ts';
import { tempHome } from '../testing/index.ts';

const TEXT = `kaizenSchema: 1
columns:
  # The meter's price.
  fare:
    type: number
    range: { min: 0, max: 100 } # dollars
`;

describe('schemas.edit', () => {
  let temp: Awaited<ReturnType<typeof tempHome>>;
  let app: App;
  beforeAll(async () => {
    temp = await tempHome();
    app = await openApp({ home: temp.home.path, clock: { now: () => 1e12 } });
    await app.handlers.schemas.put({ name: 'trips', yaml: TEXT, after: 0 });
  });
  afterAll(async () => {
    await app.close();
    await temp[Symbol.asyncDispose]();
  });
  const edit = (input: object) =>
    app.handlers.schemas.edit({ name: 'trips', column: 'fare', set: {}, ...input });

  it('changes fields of a column, keeps comments, and writes who did it', async () => {
    const set = { unit: 'USD', range: { min: 0, max: 120 }, doc: null };
    expect(await edit({ set, after: 1, by: 'ann', why: 'inflation' })).toMatchObject({
      version: 2,
      warnings: [],
    });
    const { yaml, schema } = await app.handlers.schemas.show({ name: 'trips' });
    expect(yaml).toContain("# The meter's price.");
    expect(schema.columns.fare).toEqual({
      type: 'number',
      range: { min: 0, max: 120 },
      unit: 'USD',
    });
    const { decisions } = await app.handlers.schemas.history({ name: 'trips' });
    expect(decisions).toMatchObject([
      { decision: 'edited', by: 'ann', why: 'inflation', patch: null },
    ]);
  });

  it('stores nothing where nothing differs', async () => {
    expect(await edit({ set: { unit: 'USD' } })).toEqual({
      name: 'trips',
      version: 2,
      changes: [],
      warnings: [],
    });
  });

  it.each<[object, string]>([
    [{ set: { unit: 'EUR' }, after: 1 }, 'SCHEMA_CHANGED'],
    [{ set: { range: { min: 'low', most: 1 } } }, 'SCHEMA_INVALID'],
    [{ set: { type: null } }, 'SCHEMA_INVALID'],
    [{ column: 'fair', set: { unit: 'EUR' } }, 'COLUMN_UNKNOWN'],
    [{ name: 'none', set: { unit: 'EUR' } }, 'SCHEMA_NOT_FOUND'],
  ])('refuses %j', async (input, code) => {
    await expect(edit(input)).rejects.toMatchObject({ code });
    expect(await app.handlers.schemas.list({ limit: 9 })).toMatchObject({
      items: [{ version: 2 }],
    });
  });

  it('refuses a text that was made from another version', async () => {
    const put = app.handlers.schemas.put({ name: 'trips', yaml: TEXT, after: 1 });
    await expect(put).rejects.toMatchObject({ code: 'SCHEMA_CHANGED' });
  });
});
