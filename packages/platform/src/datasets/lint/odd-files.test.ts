import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sharedData } from '../../../../../test/shared-data.ts';
import { lintTable } from './lint-table.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kaizen-odd-'));
});
afterAll(() => rm(folder, { recursive: true }));

async function lint(content: string | Uint8Array, name = 'odd.csv') {
  const path = join(folder, name);
  await writeFile(path, content);
  const { findings } = await lintTable(path);
  return findings.map(({ code, lines }) => [code, lines[0]]);
}

async function repaired(content: string | Uint8Array) {
  const [path, out] = [join(folder, 'odd.csv'), join(folder, 'odd.fixed.csv')];
  await writeFile(path, content);
  await rm(out, { force: true });
  await lintTable(path, { fix: true, out });
  return await readFile(out, 'utf8');
}

const ROWS = 'Ort,n,m\nBern,1,2\nChur,3,4\nSion,5,6\nGenf,7,8\n';

describe('lines that are no rows', () => {
  it.each([
    ['a title', `Umsatz 2024\n${ROWS}`, 'PREAMBLE_LINES', 1],
    ['a title and a blank line', `Umsatz 2024\n\n${ROWS}`, 'PREAMBLE_LINES', 1],
    ['blank lines on top', `\n\n${ROWS}`, 'PREAMBLE_LINES', 1],
    ['the delimiter of a spreadsheet', `sep=,\n${ROWS}`, 'PREAMBLE_LINES', 1],
    ['a total', `${ROWS}Summe,16,20\n`, 'FOOTER_LINES', 6],
    ['a source', `${ROWS}\nQuelle: BFS\n`, 'FOOTER_LINES', 7],
    ['a comment', ROWS.replace('Sion', '# moved\nSion'), 'COMMENT_LINES', 4],
    ['a row of delimiters', ROWS.replace('Sion', ',,\nSion'), 'LINES_BLANK', 4],
    ['the end missing', ROWS.slice(0, -3), 'FILE_TRUNCATED', 5],
  ])('%s', async (_, text, code, line) => {
    const found = await lint(text);
    expect(found.filter(([one]) => one === code)).toEqual([[code, line]]);
    expect(found.length).toBeLessThanOrEqual(2);
    if (code !== 'FILE_TRUNCATED') expect(await repaired(text)).toBe(ROWS);
  });

  it('say the names again below a first column without one', async () => {
    const rows = Array.from({ length: 30 }, (_, i) => `${i + 1},${i % 7},x${i % 3}`);
    const found = await lint(
      [',n,k', ...rows.slice(0, 9), ',n,k', ...rows.slice(9), ''].join('\n'),
    );
    expect(found).toContainEqual(['HEADER_REPEATED', 11]);
  });

  it('above the header of a published file give one finding', async () => {
    const file = sharedData('sklearn_toy/boston_house_prices.csv');
    if (file === undefined) return;
    expect((await lintTable(file)).findings).toMatchObject([
      { code: 'PREAMBLE_LINES', lines: [1] },
    ]);
  });
});

describe('numbers of many nines', () => {
  it('among the others of their column are no sentinels', async () => {
    const rows = Array.from({ length: 12_000 }, (_, i) => `${i},${(i * 37) % 3001}`);
    expect(await lint(['number,n', ...rows, ''].join('\n'))).toEqual([]);
  });
});

describe('a repaired copy', () => {
  it('has every row out of its quotes', async () => {
    const wrapped = ROWS.trimEnd().replaceAll(/^(.*)$/gm, '"$1"');
    expect(await lint(wrapped)).toEqual([['ROWS_QUOTED', 1]]);
    expect(await repaired(wrapped)).toBe(ROWS);
  });

  it('has no hidden characters, no NUL bytes and no nameless columns at the end', async () => {
    const odd = ROWS.replace('Bern', 'Be\u200brn')
      .replace('Chur', 'Ch\0ur')
      .replaceAll('\n', ',\n');
    expect(await repaired(odd)).toBe(ROWS);
  });

  it('has decimal points where semicolons cut the cells', async () => {
    expect(await repaired('a;b\n1;2,5\n3;4,25\n')).toBe('a;b\n1;2.5\n3;4.25\n');
  });

  it('is in UTF-8 when the source is UTF-16 without a mark', async () => {
    expect(await repaired(Buffer.from(ROWS, 'utf16le'))).toBe(ROWS);
  });
});

describe('files without lines', () => {
  it('are named by their rows', async () => {
    const rows = Array.from({ length: 30 }, (_, i) => ({ id: i + 100, x: i === 4 ? 'broken' : i }));
    const lines = rows.map((row) => JSON.stringify(row)).join('\n');
    expect(await lint(lines, 'odd.jsonl')).toEqual([['TYPES_MIXED', 5]]);
    const { findings } = await lintTable(join(folder, 'odd.jsonl'));
    expect(findings[0]?.message).toMatch(/'broken' in row 5$/);
  });

  it('are not repaired', async () => {
    await writeFile(join(folder, 'odd.jsonl'), '{"a": 1}\n');
    await expect(lintTable(join(folder, 'odd.jsonl'), { fix: true })).rejects.toMatchObject({
      code: 'ARGUMENT_INVALID',
    });
  });
});
