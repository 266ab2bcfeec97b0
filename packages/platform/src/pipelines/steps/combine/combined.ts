import type { Estimate, Finding } from '@kaizenml/contracts';
import type { ApproachFigures, Compared, TrialStanding } from '../../board/compared.ts';

/** What is to be fitted, why, and what out-of-fold answers say of every trial. */
export interface Combined extends Compared {
  readonly approaches: readonly ApproachFigures[];
  /** Of trials whose answers were kept. */
  readonly standings: Readonly<Record<string, Standing>>;
  /** Why, one by one: the same as `sentences` in their order. */
  readonly reasons: {
    readonly combination: string;
    readonly calibration?: string;
    readonly decision?: string;
    readonly winner?: string;
  };
  /**
   * The metric of the champion with its 95 % interval, on rows that had no part in its choices: members, weights,
   * calibration and threshold were chosen anew without each fold. Absent where folds cannot tell.
   */
  readonly validation?: Estimate;
  /** How much better the champion's own answers out of fold look than `validation`, since they chose it; 0 or more as a rule. */
  readonly optimism?: number;
  /** The best single trial without the luck of having been the best. */
  readonly corrected?: WinnerFigures;
  /** Trials that no other beats in quality, speed and size at once; best first. */
  readonly paretoFront: readonly string[];
  /** Expected calibration error of the champion's probabilities, out of fold. */
  readonly calibrationError?: { readonly before: number; readonly after: number };
  /** How classes are called, where not by the most probable one. */
  readonly decision?: DecisionFigures;
  readonly findings: readonly Finding[];
  /** What the champion answered to rows that folds held out; absent where that is not known. */
  readonly heldOut?: HeldOut;
}

/** Answers out of fold. */
export interface HeldOut {
  /** Places in the modeling table. Length n. */
  readonly rows: Int32Array;
  /** Corrected as those to come are. n numbers, or n * nClasses probabilities. */
  readonly answers: Float64Array;
}

/** A trial beside the best one, and how sure that is. */
export interface Standing extends TrialStanding {
  /** Share of luck alone that would look as far behind. */
  readonly pValue: number;
}

/** The value of a winner as it looks, and as it will be. */
export interface WinnerFigures {
  readonly id: string;
  readonly asSeen: number;
  readonly corrected: Estimate;
  readonly optimism: number;
}

/** How probabilities become a called class. */
export interface DecisionFigures {
  /** What the rule follows from: given costs, costs on the rows, or the metric. */
  readonly origin: 'costs' | 'rows' | 'metric';
  /** Probability of the second class from which it is called. Two classes only. */
  readonly threshold?: number;
  /** Cost per row, out of fold. */
  readonly cost?: Estimate;
  /** Cost per row of calling the most probable class. */
  readonly costOfMostProbable?: Estimate;
  /** How much better the metric is than at one half. */
  readonly gain?: Estimate;
  readonly sentence: string;
}
