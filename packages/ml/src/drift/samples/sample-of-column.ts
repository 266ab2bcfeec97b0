import { countLevels } from '../../stats/index.ts';
import { type CodedColumn, type Column, isNumeric } from '../../table/index.ts';
import { effectiveSize } from '../effective-size.ts';
import { levelSample } from './level-sample.ts';
import { numberSample } from './number-sample.ts';
import type { LevelSample, NumberSample, TextSample } from './sample.ts';
import { textSample } from './text-sample.ts';

/**
 * What a column of a table holds, ready to be compared. Missing values are left out, as are infinities.
 *
 * Numbers and dates become numbers, texts stay texts, everything else are levels.
 *
 * @param weights What each row counts, above 0; texts count 1. Length n. Default 1 each.
 * @cost O(n log n) for numbers, else O(n + levels).
 */
export function sampleOfColumn(
  column: Column,
  weights?: ArrayLike<number>,
): NumberSample | LevelSample | TextSample {
  if (isNumeric(column)) return numberSample(column.values, weights);
  if (column.kind === 'text') return textsOf(column);
  const counts =
    weights === undefined
      ? countLevels(column.codes, column.levels.length)
      : weigh(column, weights);
  return levelSample(column.levels.map((level, code) => [level, counts[code]] as const));
}

function textsOf({ codes, levels }: CodedColumn): TextSample {
  const texts: string[] = [];
  for (const code of codes) if (code >= 0) texts.push(levels[code]);
  return textSample(texts);
}

function weigh({ codes, levels }: CodedColumn, weights: ArrayLike<number>): number[] {
  const counts = new Array<number>(levels.length).fill(0);
  const present: number[] = [];
  let total = 0;
  codes.forEach((code, row) => {
    if (code < 0) return;
    counts[code] += weights[row];
    present.push(weights[row]);
    total += weights[row];
  });
  const scale = total === 0 ? 0 : effectiveSize(present) / total;
  return counts.map((count) => count * scale);
}
