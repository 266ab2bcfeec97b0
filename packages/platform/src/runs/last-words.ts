import { readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { RunId } from '@kaizenml/contracts';
import { errnoOf } from '../kit/index.ts';

const MOST_CHARACTERS = 300;

/** Where the process of a run says what nobody could catch. */
export function lastWordsPath(home: string, id: RunId): string {
  return join(home, 'runs', `${id}.log`);
}

/** Why the process of a run ended, in its own words, such as that its memory was full; null where it said nothing. */
export async function readLastWords(home: string, id: RunId): Promise<string | null> {
  const text = await readFile(lastWordsPath(home, id), 'utf8').catch((thrown: unknown) => {
    if (errnoOf(thrown) === 'ENOENT') return '';
    throw thrown;
  });
  const lines = text.split('\n').filter((line) => /\bFATAL ERROR\b|\bError\b/.test(line));
  return lines[0]?.trim().slice(0, MOST_CHARACTERS) ?? null;
}

/** Removes the file of a process that ends by itself and has said nothing. */
export async function dropSilence(home: string, id: RunId): Promise<void> {
  const path = lastWordsPath(home, id);
  const { size } = await stat(path);
  if (size === 0) await rm(path);
}
