import { type Metric, signOf } from '../../metrics/index.ts';

/** A finished candidate as a leaderboard weighs it. */
export interface Contender {
  readonly id: string;
  /** The metric, out of fold. */
  readonly value: number;
  readonly microsPerRow: number;
  /** Bytes of the state. */
  readonly sizeBytes: number;
  /** What a person would have to read, from `partsToRead`; absent where nobody could. */
  readonly nParts?: number;
}

/** The contenders from best to worst; of equal ones the faster first, then the smaller, then by name. Undefined values are left out. */
export function bestFirst(contenders: readonly Contender[], metric: Metric): Contender[] {
  const sign = signOf(metric);
  return contenders
    .filter(({ value }) => !Number.isNaN(value))
    .sort(
      (a, b) =>
        sign * (b.value - a.value) ||
        a.microsPerRow - b.microsPerRow ||
        a.sizeBytes - b.sizeBytes ||
        (a.id < b.id ? -1 : 1),
    );
}

/** How much worse a value is than the best one, as a share of the best one's size; 0 or more. */
export function shareBehind(value: number, best: number): number {
  return value === best ? 0 : Math.abs(best - value) / Math.abs(best);
}
