import type { LevelSample, NumberSample } from './sample.ts';

/** The sample of levels and the rows of each. @param rest Rows of levels that are not told apart. Default 0. */
export function levelSample(
  rows: Iterable<readonly [level: string, count: number]>,
  rest = 0,
): LevelSample {
  const counts = new Map<string, number>();
  let n = rest;
  for (const [level, count] of rows) {
    if (!(count > 0)) continue;
    counts.set(level, (counts.get(level) ?? 0) + count);
    n += count;
  }
  return { kind: 'levels', counts, rest, n };
}

/** Numbers as levels: each distinct value is one, as tests of levels take whole numbers of few values. */
export function levelsOfNumbers({ values, weights }: NumberSample): LevelSample {
  return levelSample(Array.from(values, (value, i) => [String(value), weights[i]] as const));
}
