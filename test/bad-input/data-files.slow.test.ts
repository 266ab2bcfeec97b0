import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { mkdtemp, open, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readTable } from '../../packages/platform/src/datasets/index.ts';
import { rejectionOf } from '../thrown-by.ts';

const GB = 2 ** 30;
const MB = 2 ** 20;
const MOST_MEMORY_GROWTH_BYTES = 200 * MB;

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kaizen-long-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function writeLong(path: string, start: string): Promise<void> {
  const stream = createWriteStream(path);
  stream.write(start);
  const filler = Buffer.alloc(MB, 'x');
  for (let written = 0; written < GB; written += MB)
    if (!stream.write(filler)) await once(stream, 'drain');
  stream.end();
  await finished(stream);
}

describe('a line of one gigabyte', () => {
  it.each([
    ['x.csv', 'a,b\n1,', 2],
    ['y.csv', '', 1],
    ['x.jsonl', '{"a":1}\n{"a":"', 2],
  ])('is refused in %s without being held in memory', async (name, start, line) => {
    const path = join(folder, name);
    await writeLong(path, start);
    const before = process.memoryUsage().rss;
    let most = before;
    const watch = setInterval(() => {
      most = Math.max(most, process.memoryUsage().rss);
    }, 10);
    const thrown = await rejectionOf(readTable(path, { tempPath: folder }));
    clearInterval(watch);
    expect(thrown).toEqual({
      code: 'LINE_TOO_LONG',
      message: `Line ${line} of "${name}" must be at most 16 MiB long, got a longer one.`,
      hint: 'Check that the file is a table with one row per line.',
      details: { file: name, line, limitBytes: 16 * MB },
    });
    expect(most - before).toBeLessThan(MOST_MEMORY_GROWTH_BYTES);
    await rm(path);
    expect(await readdir(folder)).toEqual([]);
  });

  it('is read to its end where the file is sparse: it holds NUL bytes', async () => {
    const path = join(folder, 'sparse.csv');
    const file = await open(path, 'w');
    await file.write('a,b\n1,2\n');
    await file.truncate(GB);
    await file.close();
    expect(await rejectionOf(readTable(path, { tempPath: folder }))).toMatchObject({
      code: 'FILE_NOT_A_TABLE',
      message:
        'File "sparse.csv" must be CSV, Parquet, JSON lines or ARFF, got what looks like binary content.',
    });
  });
});
