import type { ColumnStatistics, FrequentValue } from '@kaizenml/contracts';

/** Every value where they are all counted, else the most frequent ones. */
export function listedValues({ values, top }: ColumnStatistics): readonly FrequentValue[] {
  return values ?? top;
}
