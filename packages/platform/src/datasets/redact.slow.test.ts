import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openFileArtifacts } from '../artifacts/index.ts';
import { openSqliteStore } from '../storage/index.ts';
import { tempHome } from '../testing/index.ts';
import { queryRows, sqlText, withDuckDb } from './engine/duck-db.ts';
import { keepVersion } from './ensure-version.ts';
import { redactDataset } from './redact.ts';

const KEY = 'correct horse battery staple';
const CSV = [
  'id,name,email,note,dob,age',
  '1,Anna Schmidt,anna@x.de,"please mail bob@y.com or call +49 30 1234567",1980-02-03,43',
  '2,Peter Miller,p.m@z.org,nothing to see here at all,1975-05-01,48',
  '3,John Doe,anna@x.de,plain words and more words,1999-12-31,24',
  '4,Maria Lopez,,plain words,2001-01-01,22',
].join('\n');

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kaizen-redact-'));
  await writeFile(join(folder, 'people.csv'), `${CSV}\n`);
  await writeFile(join(folder, 'key'), `${KEY}\n`);
  await writeFile(join(folder, 'short'), 'abc\n');
});
afterAll(() => rm(folder, { recursive: true }));

const noDatasets = { store: { datasets: { find: async () => undefined } } } as never;
const redact = (input: Record<string, string>) =>
  redactDataset(noDatasets)({ source: join(folder, 'people.csv'), ...input } as never);

describe('datasets.redact', () => {
  it('says what it would do and writes nothing', async () => {
    const plan = await redact({});
    expect(plan).toMatchObject({ out: null, nRows: 4, nRowsLooked: 4 });
    expect(plan.columns.map(({ column, action }) => [column, action])).toEqual([
      ['id', 'keep'],
      ['name', 'mask'],
      ['email', 'mask'],
      ['note', 'mask'],
      ['dob', 'year'],
      ['age', 'keep'],
    ]);
  });

  it('writes a new file with pseudonyms, masks, years and bands, and leaves the source as it was', async () => {
    const out = join(folder, 'out.csv');
    const answer = await redact({
      out,
      keyFile: join(folder, 'key'),
      column: 'age=band:10,name=drop',
    });
    const text = await readFile(out, 'utf8');
    const lines = text.trim().split('\n');
    expect(lines[0]).toBe('id,email,note,dob,age');
    expect(lines[1]).toMatch(
      /^1,p_[0-9a-f]{32},"?please mail \[email\] or call \[phone\]"?,1980,40$/,
    );
    const [first, third] = [lines[1], lines[3]].map((line) => line?.split(',')[1]);
    expect(third).toBe(first);
    expect(lines[4]).toBe('4,,[masked],2001,20');
    expect(text).not.toContain('Schmidt');
    expect(JSON.stringify(answer)).not.toContain(KEY);
    expect(await readFile(join(folder, 'people.csv'), 'utf8')).toBe(`${CSV}\n`);
  });

  it('agrees with a published HMAC-SHA-256', async () => {
    const { readKey } = await import('./redact/read-key.ts');
    const key = join(folder, 'rfc4231');
    await writeFile(key, Buffer.alloc(20, 0x0b));
    expect((await readKey(key))('Hi There')).toBe(
      'b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7',
    );
  });

  it.each([
    [{ column: 'email=burn' }, 'ARGUMENT_INVALID', 'got "email=burn"'],
    [{ column: 'mail=mask' }, 'COLUMN_UNKNOWN', 'has no column "mail"'],
    [{ column: 'email=pseudonym' }, 'ARGUMENT_INVALID', 'must be made with a key, got none'],
    [{ keyFile: 'short' }, 'ARGUMENT_INVALID', 'must hold 16 bytes or more, got 3'],
    [{ keyFile: 'absent' }, 'FILE_NOT_FOUND', 'does not exist'],
    [{ out: 'people.csv' }, 'FILE_NOT_WRITABLE', 'must be a new file'],
  ])('refuses %j', async (input: Record<string, string>, code, message) => {
    const paths = Object.fromEntries(
      Object.entries(input).map(([key, value]) => [
        key,
        key === 'column' ? value : join(folder, value),
      ]),
    );
    await expect(redact(paths)).rejects.toMatchObject({
      code,
      message: expect.stringContaining(message),
    });
  });
});

/** Rows of a Parquet file with the types of its columns. */
const readBack = (path: string) =>
  withDuckDb(async (connection) => {
    const from = `read_parquet(${sqlText(path)})`;
    const described = await queryRows(connection, `describe select * from ${from}`);
    const rows = await queryRows(connection, `select * from ${from}`);
    return { columns: described.map(([name, type]) => [name, type]), rows };
  });

describe('datasets.redact of other formats', () => {
  beforeAll(async () => {
    const rows = [
      { id: 1, email: 'anna@x.de', born: '1980-02-03', score: 0.1, tags: ['a', 1], ok: true },
      { id: 12345678901, email: 'p.m@z.org', born: null, score: 1e21, ok: false },
      { ' id ': 3, email: 'NA', born: '1999-12-31', note: 'say "hi", or\nwait' },
    ];
    await writeFile(
      join(folder, 'people.jsonl'),
      rows.map((row) => `${JSON.stringify(row)}\n\n`).join(''),
    );
    await withDuckDb(async (connection) => {
      await connection.run(
        `copy (select i::bigint as id, case when i < 5000 then 'a' || i || '@x.de' end as email, i / 8.0::double as score, date '1990-01-01' + i::int as born, case when i = 7 then 'a "b", c' || chr(10) || 'd' when i = 8 then '' else 'Zürich' end as city, i % 2 = 0 as ok from range(5001) t(i)) to ${sqlText(join(folder, 'people.parquet'))} (format parquet)`,
      );
    });
  });

  it('writes JSON lines of JSON lines, with what is kept as it was', async () => {
    const out = join(folder, 'copy.jsonl');
    const { columns, nRows } = await redact({
      source: join(folder, 'people.jsonl'),
      out,
      column: 'born=year',
    });
    expect(nRows).toBe(3);
    expect(columns.find(({ column }) => column === 'email')).toMatchObject({ nChanged: 2 });
    const lines = (await readFile(out, 'utf8')).trim().split('\n');
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      { id: 1, email: '[masked]', born: 1980, score: 0.1, tags: ['a', 1], ok: true, note: null },
      {
        id: 12345678901,
        email: '[masked]',
        born: null,
        score: 1e21,
        tags: null,
        ok: false,
        note: null,
      },
      {
        id: 3,
        email: 'NA',
        born: 1999,
        score: null,
        tags: null,
        ok: null,
        note: 'say "hi", or\nwait',
      },
    ]);
  });

  it('takes keys as they come, and none from what every object has', async () => {
    const [source, out] = [join(folder, 'keys.jsonl'), join(folder, 'keys-copy.jsonl')];
    const lines = ['{"a":1,"b":"x"}', '{"toString":"y"," a ":2}', '{"b":null,"a":3}'];
    await writeFile(source, lines.join('\n'));
    await redact({ source, out });
    expect(await readFile(out, 'utf8')).toBe(
      '{"a":1,"b":"x","toString":null}\n{"a":2,"b":null,"toString":"y"}\n{"a":3,"b":null,"toString":null}\n',
    );
    await writeFile(source, `${lines.join('\n')}\n{"a":4," a":5}`);
    await expect(redact({ source })).rejects.toMatchObject({ code: 'COLUMN_DUPLICATE' });
  });

  it('writes Parquet of Parquet, with the types of what is kept', async () => {
    const out = join(folder, 'copy.parquet');
    const source = join(folder, 'people.parquet');
    const { columns, nRows } = await redact({ source, out, column: 'born=year,ok=drop' });
    expect(nRows).toBe(5001);
    expect(columns.map(({ nChanged }) => nChanged)).toEqual([0, 5000, 0, 5001, 0, 5001]);
    const [before, after] = [await readBack(source), await readBack(out)];
    expect(after.columns).toEqual([
      ['id', 'BIGINT'],
      ['email', 'VARCHAR'],
      ['score', 'DOUBLE'],
      ['born', 'INTEGER'],
      ['city', 'VARCHAR'],
    ]);
    expect(after.rows.map(([id, , score, , city]) => [id, score, city])).toEqual(
      before.rows.map(([id, , score, , city]) => [id, score, city === '' ? null : city]),
    );
    expect(after.rows[0]?.slice(1)).toEqual(['[masked]', 0, 1990, 'Zürich']);
    expect(after.rows[5000]?.[1]).toBeNull();
    expect((await stat(out)).mode & 0o777).toBe(0o600);
  });

  it('writes the same rows from Parquet as CSV, and from CSV as JSON lines and Parquet', async () => {
    const [csv, jsonl, parquet] = ['a.csv', 'a.ndjson', 'a.pq'].map((name) => join(folder, name));
    await redact({ source: join(folder, 'people.parquet'), out: csv ?? '' });
    await redact({ source: csv ?? '', out: jsonl ?? '', column: 'email=keep' });
    await redact({ source: csv ?? '', out: parquet ?? '', column: 'email=keep' });
    const rows = (await readFile(jsonl ?? '', 'utf8')).trim().split('\n');
    expect(JSON.parse(rows[7] ?? '')).toEqual({
      id: '7',
      email: '[masked]',
      score: '0.875',
      born: 1990,
      city: 'a "b", c\nd',
      ok: 'false',
    });
    const { rows: stored } = await readBack(parquet ?? '');
    expect(stored).toEqual(rows.map((row) => Object.values(JSON.parse(row))));
  });

  it('leaves nothing at the path when it fails', async () => {
    const source = join(folder, 'broken.jsonl');
    await writeFile(source, '{"a": "x"}\n{"a": \n');
    const out = join(folder, 'none.jsonl');
    await expect(redact({ source, out })).rejects.toMatchObject({ code: 'FILE_NOT_A_TABLE' });
    await expect(stat(out)).rejects.toThrow('ENOENT');
  });

  it('redacts a stored version as the file it was made of', async () => {
    await using temp = await tempHome();
    const { home } = temp;
    const store = await openSqliteStore(home.databasePath);
    try {
      const deps = { store, artifacts: openFileArtifacts(home), home: home.path };
      const [path, file, version] = ['people.csv', 'file.csv', 'version.csv'].map((name) =>
        join(folder, name),
      ) as [string, string, string];
      await keepVersion(deps, { path, name: 'people' });
      await redactDataset(deps)({ source: path, out: file });
      const { nRows } = await redactDataset(deps)({ source: 'people', out: version });
      expect(nRows).toBe(4);
      expect(await readFile(version, 'utf8')).toBe(await readFile(file, 'utf8'));
    } finally {
      await store.close();
    }
  });
});
