import type { Metric } from '../metrics/index.ts';
import type { ClassShare } from './class-shares.ts';
import { percent } from './percent.ts';

/** What a metric is to judge. */
export interface MetricContext {
  /** Classes, the most frequent first; none for numbers. */
  readonly shares: readonly ClassShare[];
  /** Nobody asked for another one. */
  readonly isDefault: boolean;
}

/** Share of the most frequent class beyond which accuracy says little. */
const MOSTLY_ONE_CLASS = 0.8;

/**
 * Why models are compared by a metric, in one sentence; where somebody asked for one that this target makes misleading, it says
 * by what and names others.
 */
export function defendMetric(metric: Metric, { shares, isDefault }: MetricContext): string {
  const start = `Models are compared by ${metric.title}${isDefault ? '' : ', as the project asks'}`;
  const caution = isDefault ? undefined : cautionOf(metric.name, shares);
  const merit = MERITS[metric.name] ?? lowerFirst(metric.doc.replace(/\.$/, ''));
  const guess = isDefault ? guessOf(shares) : '';
  return caution === undefined
    ? `${start}: ${merit}${guess}.`
    : `${start}: ${merit}; but ${caution}.`;
}

/** What a metric is good for. Metrics that are not here speak for themselves by their description. */
const MERITS: Readonly<Record<string, string>> = {
  roc_auc:
    'it asks whether rows of the class get higher probabilities than others, however rare the class is and wherever probabilities are cut later',
  average_precision:
    'it asks how pure the rows with the highest probabilities are, which is what counts when the class is rare and only those are looked at',
  log_loss:
    'it judges the probabilities of all classes, so that a rare class counts in each of its rows and being sure of a wrong one costs most',
  brier: 'it judges probabilities as such, as those need who weigh a chance against a cost',
  accuracy: 'every row that is right counts the same, whatever its class',
  balanced_accuracy: 'every class counts the same, however rare it is',
  rmse: 'it rewards answering the mean, and one large mistake counts more than several small ones',
  mae: 'it rewards answering the middle value, and a mistake counts as much as it is large, so a few extreme rows do not decide',
  r2: 'it ranks models as the root mean squared error does, and says what share of the variation is explained',
};

/** What always naming the most frequent class would get where that looks good. */
function guessOf(shares: readonly ClassShare[]): string {
  const [first] = shares;
  return first === undefined || first.share < MOSTLY_ONE_CLASS
    ? ''
    : `, while accuracy would give ${percent(first.share)} to always saying "${first.name}"`;
}

function cautionOf(metric: string, shares: readonly ClassShare[]): string | undefined {
  const [first] = shares;
  if (metric === 'accuracy' && first !== undefined && first.share >= MOSTLY_ONE_CLASS)
    return `always saying "${first.name}" gets ${percent(first.share)} of it, so balanced_accuracy, average_precision or log_loss tell more here`;
  if (CUT.has(metric))
    return 'it judges calls and not probabilities, so it changes with the threshold; roc_auc, average_precision or log_loss do not';
  if (metric === 'mape')
    return 'rows with a target near 0 weigh most in it, and answers that are too low cost less; mae does neither';
  return undefined;
}

/** Metrics of calls, which a threshold makes of probabilities. */
const CUT: ReadonlySet<string> = new Set(['f1', 'f1_macro', 'precision', 'recall', 'mcc']);

function lowerFirst(words: string): string {
  return /^[A-Z][a-z]/.test(words) ? words.charAt(0).toLowerCase() + words.slice(1) : words;
}
