import type { Slots } from '../transformer.ts';
import { type DerivedColumn, numberOf, pairOf } from './derived-column.ts';

/** A derived column with the slots that it reads and writes. */
export interface PlacedDerived {
  readonly column: DerivedColumn;
  readonly from: readonly [number, number];
  readonly to: number;
}

/** The arithmetic of a derived column on the slots of a graph. */
export function compileDerived(
  { column: { operation, range }, from: [a, b], to }: PlacedDerived,
  { numbers, texts }: Slots,
): () => void {
  if (operation === 'pair') {
    return () => {
      texts[to] = pairOf(texts[a], texts[b]);
    };
  }
  const compute = numberOf(operation, range);
  return () => {
    numbers[to] = compute(numbers[a], numbers[b]);
  };
}
