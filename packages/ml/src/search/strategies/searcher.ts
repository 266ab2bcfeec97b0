import type { Candidate } from '../candidate.ts';

/** How much is spent on a try. All of it: `{ rows: 1, members: 1, folds: all }`. */
export interface Fidelity {
  /** Share of the training rows, in (0, 1]. */
  readonly rows: number;
  /** Share of the members (trees, rounds, networks) of an estimator that has any, in (0, 1]. */
  readonly members: number;
  /** Folds from 0 that are known once the proposal is settled. */
  readonly folds: number;
}

/** One thing to do next. */
export interface Proposal {
  /** Place in the order of proposals, from 0. */
  readonly number: number;
  /** Place of the candidate in the order in which candidates were begun, from 0. */
  readonly trial: number;
  readonly candidate: Candidate;
  readonly fidelity: Fidelity;
  /** First fold to run: those before are known at the same rows and members. */
  readonly firstFold: number;
}

/** What came of a proposal. JSON: a list of them is the state of a search. */
export type Result = Scored | Failed;

/** A proposal whose folds were measured. */
export interface Scored {
  readonly proposal: number;
  /** A score per fold from `firstFold`, the greater the better. */
  readonly scores: readonly number[];
  /** What it took: milliseconds, or units of work where answers must repeat. */
  readonly cost: number;
}

/** A proposal that gave no score: it crashed, ran out of memory, or its metric is not defined. */
export interface Failed {
  readonly proposal: number;
  readonly failure: string;
  readonly cost: number;
}

/**
 * A search as a machine that is asked what to try and told what came of it. It has no clock and draws from its seed only:
 * the same tells between the same asks give the same proposals.
 */
export interface Searcher {
  /** What to try next; undefined while it waits for a result. It is over when it waits and nothing is open. */
  ask(): Proposal | undefined;
  /**
   * Takes what came of a proposal.
   *
   * @throws ARGUMENT_INVALID when the proposal is not open.
   */
  tell(result: Result): void;
}
