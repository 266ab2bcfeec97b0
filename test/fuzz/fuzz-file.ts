import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '@kaizenml/contracts';
import { lintTable } from '../../packages/platform/src/datasets/lint/lint-table.ts';
import { readTable } from '../../packages/platform/src/datasets/read-table.ts';
import type { Chance } from '../planted/fault.ts';
import { makeText, mutate } from './mutate.ts';

/** Longest time that a small file may take. */
const MOST_MS = 5000;

const ARFF =
  '@relation r\n@attribute a numeric\n@attribute b {x, y}\n@attribute c string\n@data\n1,x,"p q"\n?,y,\'z\'\n{0 1}\n';
const JSON_LINES =
  '{"a": 1, "b": "x", "c": null}\n{"a": 2.5, "b": "y", "d": [1, 2]}\n{"a": "3", "e": {"f": 1}}\n';
const JSON_ARRAY = '[{"a": 1, "b": "x"}, {"a": 2, "b": "y"}]';

/** Writes one changed file and reads it; a refusal must be one of ours, with a place where there is one. */
export async function fuzzReader(folder: string, chance: Chance): Promise<void> {
  const [ending, base] = chance.pick<readonly [string, string]>([
    ['.csv', makeText(chance)],
    ['.csv', makeText(chance)],
    ['.tsv', makeText(chance)],
    ['.arff', ARFF],
    ['.jsonl', JSON_LINES],
    ['.json', JSON_ARRAY],
    ['', chance.pick([ARFF, JSON_LINES, JSON_ARRAY])],
  ]);
  const bytes = mutate(encode(base, chance), chance);
  const path = join(folder, `fuzzed${ending}`);
  await writeFile(path, bytes);
  await guarded(bytes, path, async () => {
    const { table } = await readTable(path, { tempPath: folder });
    if (table.nRows === 0 || table.columns.length === 0)
      throw new Error('an empty table was accepted');
  });
}

/** Writes one changed file, lints and repairs it, and lints the repaired copy. */
export async function fuzzLinter(folder: string, chance: Chance): Promise<void> {
  const bytes = mutate(encode(makeText(chance), chance), chance);
  const path = join(folder, 'fuzzed.csv');
  const out = join(folder, 'repaired.csv');
  await writeFile(path, bytes);
  await rm(out, { force: true });
  await guarded(bytes, path, async () => {
    const { findings, nRows } = await lintTable(path);
    for (const { message, hint, lines } of findings) {
      if (/undefined|NaN|Infinity|\[object/.test(message.replaceAll(/'[^']*'/g, '')))
        throw new Error(`a sentence with a hole: ${message}`);
      if (!hint.endsWith('.') || lines.some((line) => !(line >= 1)))
        throw new Error(`a finding without a hint or with a wrong line: ${message}, ${lines}`);
    }
    const { fixed } = await lintTable(path, { fix: true, out });
    if (fixed === null || fixed.nRows > nRows + 8) throw new Error('a repair without a copy');
    if (fixed.nRows === 0) return;
    await lintTable(out);
  });
}

function encode(text: string, chance: Chance): Uint8Array {
  const kind = chance.below(12);
  if (kind === 0) return Buffer.from(text, 'latin1');
  if (kind === 1) return Buffer.from(`\ufeff${text}`, 'utf16le');
  return Buffer.from(kind === 2 ? `\ufeff${text}` : text);
}

async function guarded(bytes: Uint8Array, path: string, run: () => Promise<void>): Promise<void> {
  const start = performance.now();
  try {
    await run();
  } catch (thrown) {
    if (!(thrown instanceof AppError)) throw found(thrown, bytes, path);
    if (thrown.code === 'ROW_RAGGED' && !/[Ll]ine \d+/.test(thrown.message))
      throw found('a ragged row without its line', bytes, path);
    if (!thrown.message.endsWith('.') || thrown.code === ('INTERNAL' as string))
      throw found(thrown, bytes, path);
  }
  if (performance.now() - start > MOST_MS) throw found('it took too long', bytes, path);
}

function found(thrown: unknown, bytes: Uint8Array, path: string): Error {
  const what = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
  return new Error(`${what}\nfor ${path} with base64 ${Buffer.from(bytes).toString('base64')}`);
}
