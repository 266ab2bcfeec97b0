import { dirname } from 'node:path';
import { readLines } from './lines.ts';
import { headOf } from './logged-line.ts';

/** Rows by the id of their request. */
export type RowCounts = ReadonlyMap<string, number>;

/** A file of lines; `key` stays the same when the file is renamed. */
export interface IndexedFile {
  readonly key: string;
  readonly path: string;
}

interface Indexed {
  readonly offset: number;
  readonly nRows: Map<string, number>;
}

/** Ids that are remembered over all files, about 100 bytes each. */
const MOST_IDS = 1_000_000;

/** What files of lines hold; see `lineIdIndex`. */
export interface LineIdIndex {
  /** The requests of a file. Reads only lines that came since the last time. */
  countsIn(file: IndexedFile): Promise<RowCounts>;
  /** Forgets the files of a folder that are not among these: their lines became columns, or were removed. */
  keepOnly(folder: string, keys: ReadonlySet<string>): void;
}

/**
 * Which requests files of lines hold, with their rows. What was read before is not read again, so that each label that arrives costs
 * no more than the lines that arrived with it.
 *
 * @cost O(new lines) time; the files that were asked for last are remembered, up to a million ids.
 */
export function lineIdIndex(): LineIdIndex {
  const known = new Map<string, Indexed>();
  return {
    async countsIn({ key, path }) {
      const { offset, nRows } = known.get(key) ?? { offset: 0, nRows: new Map<string, number>() };
      const endsAt = await readLines(path, offset, (line) => {
        const head = headOf(line);
        if (head === undefined) return;
        const id = textOfItsOwn(head.requestId);
        nRows.set(id, Math.max(nRows.get(id) ?? 0, head.nRows));
      });
      known.delete(key);
      known.set(key, { offset: endsAt, nRows });
      forgetOldest(known);
      return nRows;
    },
    keepOnly(folder, keys) {
      for (const key of known.keys())
        if (dirname(key) === folder && !keys.has(key)) known.delete(key);
    },
  };
}

/** A part of a text keeps the whole of it in memory: an id would keep its line, three times as long. */
function textOfItsOwn(part: string): string {
  return Buffer.from(part).toString();
}

function forgetOldest(known: Map<string, Indexed>): void {
  let nIds = 0;
  for (const { nRows } of known.values()) nIds += nRows.size;
  for (const [key, { nRows }] of known) {
    if (nIds <= MOST_IDS || known.size === 1) return;
    known.delete(key);
    nIds -= nRows.size;
  }
}
