import type { Problem } from './problems.ts';

/** A problem, and what is learned of it: once, for the promises that only read it. */
export interface Learnable extends Problem {
  learned(): unknown;
}

/** @param learn Called when `learned` is asked for the first time. */
export function learnable(problem: Problem, learn: () => unknown): Learnable {
  let once: { readonly state: unknown } | undefined;
  return {
    ...problem,
    learned() {
      once ??= { state: learn() };
      return once.state;
    },
  };
}
