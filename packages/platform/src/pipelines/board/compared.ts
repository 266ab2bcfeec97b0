import type { Estimate } from '@kaizenml/contracts';
import type { ModelPlans } from '../steps/model-plan.ts';

/** What is to be fitted, and what comparing the trials out of fold has shown. */
export interface Compared extends ModelPlans {
  /** The metric of the champion on rows that had no part in its choices. */
  readonly validation?: Estimate;
  /** Ways of making one model of many, by what each gets on folds that had no part in it. */
  readonly approaches?: readonly ApproachFigures[];
  /** Trials beside the best one, by the name of their candidate. */
  readonly standings?: Readonly<Record<string, TrialStanding>>;
  /** Why it is combined, calibrated and decided so, and what the figures of the winner are worth. */
  readonly sentences?: readonly string[];
}

/** One way of making one model of many. */
export interface ApproachFigures {
  readonly kind: 'single' | 'ensemble' | 'mixture' | 'stack';
  readonly title: string;
  readonly value?: Estimate;
  /** Over the best single model; 90 % interval. */
  readonly gain?: Estimate;
}

/** A trial beside the best one. */
export interface TrialStanding {
  /** The metric on rows that folds held out. */
  readonly value: Estimate;
  /** True when it cannot be told from the best one. */
  readonly isIndistinguishable: boolean;
}
