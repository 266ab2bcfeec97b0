import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { seededRandom } from '@kaizenml/ml/math';
import { writeRows, writeShape } from './rows-on-disk.ts';
import type { Source } from './sources.ts';

/** A table that lies in a folder until `remove`. */
export interface LaidOut {
  readonly folder: string;
  remove(): void;
}

/** A folder for one table. */
export function tableFolder(temp: string): LaidOut {
  mkdirSync(temp, { recursive: true });
  const folder = mkdtempSync(join(temp, 'table-'));
  return { folder, remove: () => rmSync(folder, { recursive: true, force: true }) };
}

/** Writes generated rows: fewer rows are the first ones of more, and the held-out ones are always the same. */
export function layOut(
  temp: string,
  source: Source,
  { nRows, nTest }: { readonly nRows: number; readonly nTest: number },
): LaidOut {
  const laidOut = tableFolder(temp);
  const { kind, nColumns, levels } = source;
  writeShape(laidOut.folder, { kind, nRows, nTest, nColumns, levels });
  writeRows(laidOut.folder, '', { nRows, nColumns }, source.rows(seededRandom(2)));
  writeRows(laidOut.folder, '-test', { nRows: nTest, nColumns }, source.rows(seededRandom(3)));
  return laidOut;
}
