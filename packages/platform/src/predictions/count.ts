import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type CaptureEntry, captureDays, entriesIn } from './capture-folder.ts';
import { readLines } from './lines.ts';
import type { PredictionLog } from './log.ts';
import { headOf } from './logged-line.ts';
import { whileFilesMove } from './while-files-move.ts';

interface Counted {
  readonly offset: number;
  readonly nRows: number;
  readonly lastAt: string | null;
}

type CountedFiles = ReadonlyMap<string, Counted>;

const NOTHING: Counted = { offset: 0, nRows: 0, lastAt: null };

/** Counts the answered rows of an endpoint. What was counted before is not read again; columns are not opened. */
export function captureCounter(capturePath: string): PredictionLog['count'] {
  const known = new Map<string, CountedFiles>();
  return async (endpoint) => {
    const before = known.get(endpoint) ?? new Map();
    const counted = await whileFilesMove(async () => {
      const files = new Map<string, Counted>();
      for (const day of await captureDays(capturePath, endpoint))
        await countFiles(join(capturePath, endpoint, day), before, files);
      return files;
    });
    known.set(endpoint, counted);
    return sumOf(counted);
  };
}

/** Counts the answered rows of one day. */
export async function countDay(folder: string): ReturnType<PredictionLog['count']> {
  return sumOf(
    await whileFilesMove(async () => {
      const files = new Map<string, Counted>();
      await countFiles(folder, new Map(), files);
      return files;
    }),
  );
}

function sumOf(files: CountedFiles): Awaited<ReturnType<PredictionLog['count']>> {
  let nRows = 0;
  let lastAt: string | null = null;
  for (const counted of files.values()) {
    nRows += counted.nRows;
    lastAt = later(lastAt, counted.lastAt);
  }
  return { nRows, lastAt };
}

async function countFiles(
  folder: string,
  known: CountedFiles,
  counted: Map<string, Counted>,
): Promise<void> {
  for (const entry of await entriesIn(folder)) {
    const key = join(folder, entry.name.id);
    counted.set(key, await countOn(entry, known.get(key) ?? NOTHING));
  }
}

async function countOn({ path, name }: CaptureEntry, before: Counted): Promise<Counted> {
  if (name.kind === 'columns') {
    const { nRows, lastAtMs } = name;
    return { offset: 0, nRows, lastAt: nRows === 0 ? null : new Date(lastAtMs).toISOString() };
  }
  if ((await stat(path)).size === before.offset) return before;
  let { nRows, lastAt } = before;
  const offset = await readLines(path, before.offset, (line) => {
    const head = headOf(line);
    if (head?.kind !== 'answer') return;
    nRows += head.nRows;
    lastAt = later(lastAt, head.at);
  });
  return { offset, nRows, lastAt };
}

function later(a: string | null, b: string | null): string | null {
  if (a === null || b === null) return a ?? b;
  return a < b ? b : a;
}
