import type { Random } from '../../math/index.ts';
import type { Fidelity } from './searcher.ts';
import type { Draft, Point, SearchSpace } from './space/index.ts';

/** A point that was begun, and what is known of it. */
export interface Tried {
  readonly trial: number;
  readonly point: Point;
  readonly status: 'open' | 'scored' | 'failed';
  /** The greater the better; -Infinity unless scored. Of several fidelities the latest one counts. */
  readonly score: number;
  /** What it took so far, over all its proposals. */
  readonly cost: number;
}

/** What guides know. */
export interface Setting {
  readonly space: SearchSpace;
  readonly random: Random;
  /** What a draft will about cost, in any unit; where absent, all cost the same until tried. */
  readonly costOf?: (draft: Draft) => number;
  /** True when every point of a family was begun. */
  isUsedUp(family: number): boolean;
}

/** Decides where to look next. */
export interface Guide {
  /**
   * A point to try; undefined when it has none before more is known. One that was tried before is asked for again.
   *
   * @param tried Every point so far, by trial.
   */
  next(tried: readonly Tried[]): Point | undefined;
  /** Hears of a point, also one that others proposed, whenever more is known of it. */
  learn?(tried: Tried): void;
}

/** A way to search: a description and its guide. */
export interface Strategy {
  /** Kebab-case, the name of its file. */
  readonly name: string;
  readonly title: string;
  /** When to choose it, one sentence. */
  readonly doc: string;
  /** Where the method comes from. */
  readonly source: string;
  guide(setting: Setting): Guide;
}

/** A part of the way of a candidate from a cheap look to a full measurement. */
export interface Step extends Fidelity {
  readonly firstFold: number;
}

/** Decides how much is spent on each candidate, and who goes on. */
export interface Schedule {
  /** How a candidate begins. */
  begin(trial: number, draft: Draft): Step;
  /** A candidate that goes on, if one is due; each is due once. */
  due(): { readonly trial: number; readonly step: Step } | undefined;
  /**
   * Takes the scores of a step.
   *
   * @returns What the candidate is worth by what is known: the greater the better.
   */
  settle(trial: number, step: Step, scores: readonly number[]): number;
}
