import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { text } from 'node:stream/consumers';
import { encodeText, makeTable } from '@kaizenml/ml/table';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { rejectionOf } from '../../../../test/thrown-by.ts';
import { readTable, toCsv, writeAnswers } from './index.ts';

const ANSWERS = makeTable([
  encodeText('prediction', 'category', ['no', 'yes', 'no']),
  { name: 'probability_yes', kind: 'number', values: Float64Array.of(0.1, 0.9, 1 / 3) },
]);
const CSV = `prediction,probability_yes\nno,0.1\nyes,0.9\nno,${1 / 3}\n`;

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kaizen-answers-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('writeAnswers', () => {
  it('writes CSV, in place of what was there', async () => {
    const path = join(folder, 'out.csv');
    await writeFile(path, 'old');
    await writeAnswers(path, ANSWERS);
    expect(await readFile(path, 'utf8')).toBe(CSV);
    expect(await readdir(folder)).toEqual(['out.csv']);
  });

  it('writes Parquet by the ending of the path', async () => {
    const path = join(folder, 'out.parquet');
    await writeAnswers(path, ANSWERS);
    const { table, format } = await readTable(path);
    expect(format).toBe('parquet');
    expect(toCsv(table)).toBe(CSV);
    expect(await readdir(folder)).toEqual(['out.parquet']);
  });

  it('writes into a stream and leaves it open', async () => {
    const stream = new PassThrough();
    await writeAnswers(stream, ANSWERS);
    expect(stream.writableEnded).toBe(false);
    stream.end();
    expect(await text(stream)).toBe(CSV);
  });

  it.each(['csv', 'parquet'])('writes no .%s where there is no folder', async (ending) => {
    const path = join(folder, 'absent', `out.${ending}`);
    expect(await rejectionOf(writeAnswers(path, ANSWERS))).toEqual({
      code: 'FILE_NOT_WRITABLE',
      message: `File "${path}" must be writable, got no folder "${join(folder, 'absent')}".`,
      hint: 'Make the folder, or name another file.',
      details: { path, reason: `no folder "${join(folder, 'absent')}"` },
    });
    expect(await readdir(folder)).toEqual([]);
  });

  it.each(['csv', 'parquet'])('does not write .%s over a folder', async (ending) => {
    const path = join(folder, `out.${ending}`);
    await mkdir(path);
    expect(await rejectionOf(writeAnswers(path, ANSWERS))).toMatchObject({
      code: 'FILE_NOT_WRITABLE',
      message: `File "${path}" must be writable, got a folder.`,
      details: { path, reason: 'a folder' },
    });
    expect(await readdir(folder)).toEqual([`out.${ending}`]);
  });
});
