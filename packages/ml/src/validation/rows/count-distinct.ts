import type { DistinctCount } from '@kaizenml/contracts';
import { type ChunkPlace, keyOf, type TypedValues } from './column-checker.ts';
import { addValue, emptyValueSet } from './value-set.ts';

/** Counts different values of a column, chunk by chunk; from 2^24 on it gives a lower bound. */
export function distinctCounter(column: string): {
  readonly column: string;
  readonly push: (typed: ReadonlyMap<string, TypedValues>, place: ChunkPlace) => void;
  readonly count: () => DistinctCount;
} {
  const seen = emptyValueSet();
  return {
    column,
    push(typed, { nRows }) {
      const values = typed.get(column);
      if (values === undefined) return;
      const known = new Set<number>();
      for (let i = 0; i < nRows; i++) {
        const code = values.type === 'text' ? values.codes[i] : -1;
        if (known.has(code)) continue;
        if (code >= 0) known.add(code);
        const key = keyOf(values, i);
        if (key !== undefined) addValue(seen, key);
      }
    },
    count: () => ({ count: seen.index.size, isExact: !seen.isFull, relativeError: 0 }),
  };
}
