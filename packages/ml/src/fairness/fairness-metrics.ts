import { AppError, didYouMean, listNames } from '@kaizenml/contracts';
import type { GroupRates } from './group-rates.ts';

export type FairnessMetricName =
  | 'statistical_parity_difference'
  | 'equal_opportunity_difference'
  | 'equalized_odds_difference'
  | 'accuracy_difference';

/** How unequally groups are treated: the largest difference of a rate between any two of them, 0 to 1. */
export interface FairnessMetric {
  readonly name: FairnessMetricName;
  /** What people call it. */
  readonly title: string;
  /** The rates that are compared; of several the one counts that differs most. */
  readonly rates: readonly (keyof GroupRates)[];
  /** One plain sentence for a person who never met it. */
  readonly doc: string;
  readonly source: string;
}

/** Every difference between groups, in the order in which they are told. */
export const FAIRNESS_METRICS: readonly FairnessMetric[] = [
  {
    name: 'statistical_parity_difference',
    title: 'Statistical parity difference',
    rates: ['selected'],
    doc: 'How much more often the favorable class is called in one group than in another one.',
    source: 'Dwork et al. (2012), "Fairness through Awareness", ITCS.',
  },
  {
    name: 'equal_opportunity_difference',
    title: 'Equal opportunity difference',
    rates: ['truePositive'],
    doc: 'How much more often those who truly belong to the favorable class are called so in one group than in another one.',
    source: 'Hardt, Price & Srebro (2016), "Equality of Opportunity in Supervised Learning".',
  },
  {
    name: 'equalized_odds_difference',
    title: 'Equalized odds difference',
    rates: ['truePositive', 'falsePositive'],
    doc: 'The larger of two differences between groups: of the truly favorable, and of the others, that are called favorable.',
    source: 'Hardt, Price & Srebro (2016), "Equality of Opportunity in Supervised Learning".',
  },
  {
    name: 'accuracy_difference',
    title: 'Accuracy difference',
    rates: ['accuracy'],
    doc: 'How much more often calls are right in one group than in another one.',
    source:
      'Berk et al. (2021), "Fairness in Criminal Justice Risk Assessments" (overall accuracy equality).',
  },
];

/** The difference of this name. @throws ARGUMENT_INVALID with the closest names */
export function getFairnessMetric(name: string): FairnessMetric {
  const metric = FAIRNESS_METRICS.find((one) => one.name === name);
  if (metric !== undefined) return metric;
  const names = FAIRNESS_METRICS.map((one) => one.name);
  throw new AppError('ARGUMENT_INVALID', {
    message: `The fairness metric must be one of ${listNames(names, names.length)}, got "${name}".`,
    hint: didYouMean(name, names) ?? 'Leave it out.',
    details: { metric: name, known: names },
  });
}
