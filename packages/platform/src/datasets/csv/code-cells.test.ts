import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type CodedFile, codeCells } from './code-cells.ts';
import type { CellPlan } from './column-modes.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'code-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const dialect = { delimiter: ',', hasQuotes: true, recordEnd: 'lf' } as const;

/** Reads rows of these columns; every plan that was tried, and what became of it. */
async function read(
  columns: Readonly<Record<string, (i: number) => string | number>>,
  nRows: number,
  options: Partial<CodedFile> = {},
) {
  const names = Object.keys(columns);
  const rows = Array.from({ length: nRows }, (_, i) => names.map((name) => columns[name]?.(i)));
  const path = join(folder, 'table.csv');
  await writeFile(path, `${names.join(',')}\n${rows.map((row) => row.join(',')).join('\n')}\n`);
  const plans: CellPlan[] = [];
  const start = (plan: CellPlan) => {
    plans.push(plan);
    return () => undefined;
  };
  const coded = await codeCells(path, { names, dialect, hasHeader: true, start, ...options });
  return { coded, plans };
}

describe('codeCells', () => {
  it('reads numbers that hardly repeat as numbers, and begins anew where they turn out to be codes', async () => {
    const { coded, plans } = await read(
      { x: (i) => i / 7, group: (i) => i % 5, late: (i) => (i === 59_999 ? '007' : i / 3) },
      60_000,
    );
    expect(plans.map(({ numbers }) => [...numbers])).toEqual([[], [0, 2], [0]]);
    expect(coded?.nRows).toBe(60_000);
    expect(coded?.cells.levels(1).texts).toEqual(['0', '1', '2', '3', '4']);
    expect(coded?.cells.levels(2).texts.at(-1)).toBe('007');
  });

  it('leaves columns out whose texts would be too many, and keys', async () => {
    const { coded, plans } = await read(
      { key: (i) => i + 1, uuid: (i) => `${i}-${i * 7}`, sex: (i) => (i % 2 ? 'f' : 'm') },
      50_000,
      { maxLevels: 10_000 },
    );
    expect(coded).toMatchObject({ places: [2], crowded: [0, 1], nRows: 50_000 });
    expect(plans).toHaveLength(2);
  });

  it('begins anew a few times at most where memory is full', async () => {
    const wide = Object.fromEntries(
      Array.from({ length: 40 }, (_, j) => [
        `c${j}`,
        (i: number) => `${(i * 31 + j) % 3000} of c${j}`,
      ]),
    );
    const { coded, plans } = await read(wide, 3000, { maxBytes: 1 << 20 });
    expect(plans.length).toBeLessThanOrEqual(3);
    expect(coded?.crowded ?? []).toHaveLength(40);
  });
});
