import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
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
