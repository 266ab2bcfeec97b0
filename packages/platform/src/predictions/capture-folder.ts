import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { errnoOf } from '../kit/index.ts';

const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Paths of the files of one endpoint, by day, newest day first. */
export async function captureDays(
  capturePath: string,
  endpoint: string,
): Promise<readonly (readonly string[])[]> {
  const folder = join(capturePath, endpoint);
  const days = (await namesIn(folder)).filter((name) => DAY.test(name));
  const files = days
    .sort()
    .reverse()
    .map(async (day) => {
      const names = (await namesIn(join(folder, day))).filter((name) => name.endsWith('.jsonl'));
      return names.sort().map((name) => join(folder, day, name));
    });
  return Promise.all(files);
}

async function namesIn(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (thrown) {
    if (errnoOf(thrown) === 'ENOENT') return [];
    throw thrown;
  }
}
