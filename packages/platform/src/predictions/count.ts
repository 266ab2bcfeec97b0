import { stat } from 'node:fs/promises';
import { captureDays } from './capture-folder.ts';
import { readLines } from './lines.ts';
import type { PredictionLog } from './log.ts';
import { headOf } from './logged-line.ts';

interface Counted {
  readonly offset: number;
  readonly nRows: number;
  readonly lastAt: string | null;
}

const NOTHING: Counted = { offset: 0, nRows: 0, lastAt: null };

/** Counts the logged rows of an endpoint. What was counted before is not read again. */
export function captureCounter(capturePath: string): PredictionLog['count'] {
  const known = new Map<string, Counted>();
  return async (endpoint) => {
    let nRows = 0;
    let lastAt: string | null = null;
    for (const path of (await captureDays(capturePath, endpoint)).flat()) {
      const counted = await countOn(path, known.get(path) ?? NOTHING);
      known.set(path, counted);
      nRows += counted.nRows;
      lastAt = later(lastAt, counted.lastAt);
    }
    return { nRows, lastAt };
  };
}

async function countOn(path: string, before: Counted): Promise<Counted> {
  if ((await stat(path)).size === before.offset) return before;
  let { nRows, lastAt } = before;
  const offset = await readLines(path, before.offset, (line) => {
    const head = headOf(line);
    nRows += head?.nRows ?? 0;
    lastAt = later(lastAt, head?.at ?? null);
  });
  return { offset, nRows, lastAt };
}

function later(a: string | null, b: string | null): string | null {
  if (a === null || b === null) return a ?? b;
  return a < b ? b : a;
}
