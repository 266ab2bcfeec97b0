import type { Operations, OutputOf } from '@kaizenml/contracts/operations';

/** A retraining with its steps. */
export type Retraining = OutputOf<Operations['retrainings']['show']>;

/** A retraining in a list. */
export type RetrainingSummary = OutputOf<Operations['retrainings']['list']>['items'][number];

export type RetrainingStep = Retraining['steps'][number];

export type Comparison = NonNullable<Retraining['comparison']>;
