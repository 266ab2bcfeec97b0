import type { ColumnStatistics, TextFormat } from '@kaizenml/contracts';
import { tellingFormat } from '../formats.ts';

/** Different values of which all must look alike, so that it is no accident. */
const FEWEST_TELLING = 20;

/** The format that every known value of a text has; undefined where there is none, or too few are known. */
export function inferFormat({ values, top }: ColumnStatistics): TextFormat | undefined {
  const seen = values ?? top;
  if (seen.length < FEWEST_TELLING) return undefined;
  return tellingFormat(seen.map(({ value }) => value));
}
