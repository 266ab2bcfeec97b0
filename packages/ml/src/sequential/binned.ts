import type { Arm } from './guard.ts';
import { assertCounted, assertSameSettings } from './refusals.ts';

/** Counts per bin or class, per arm. */
export interface BinnedState {
  readonly a: number[];
  readonly b: number[];
}

/** A state of so many bins without requests. */
export function emptyBins(nBins: number): BinnedState {
  return { a: new Array<number>(nBins).fill(0), b: new Array<number>(nBins).fill(0) };
}

/** Counts one request, in place. @throws ARGUMENT_INVALID when there is no such bin. */
export function countBin(
  state: BinnedState,
  arm: Arm,
  { bin, guard }: { readonly bin: number; readonly guard: string },
): void {
  const last = state.a.length - 1;
  assertCounted(Number.isInteger(bin) && bin >= 0 && bin <= last, guard, {
    expectation: `a whole number from 0 to ${last}`,
    value: bin,
  });
  state[arm][bin]++;
}

/** Both together. @throws ARGUMENT_INVALID when they have different numbers of bins. */
export function mergeBins(guard: string, one: BinnedState, other: BinnedState): BinnedState {
  assertSameSettings(guard, { bins: one.a.length }, { bins: other.a.length });
  const sums = (x: readonly number[], y: readonly number[]) => x.map((n, bin) => n + y[bin]);
  return { a: sums(one.a, other.a), b: sums(one.b, other.b) };
}

/** Requests in all bins. */
export function total(counts: readonly number[]): number {
  return counts.reduce((sum, count) => sum + count, 0);
}
