import type { Estimate } from '@kaizenml/contracts';
import { formatInterval, formatNumber, formatShare } from '@kaizenml/ui/charts';
import { baselineWords } from './baseline-words.ts';
import type { BaselineRow, MetricDescription, ReportInput } from './report-input.ts';
import { shortTitle } from './short-title.ts';

type HeadlineInput = Pick<
  ReportInput,
  | 'task'
  | 'target'
  | 'champion'
  | 'metrics'
  | 'primaryMetric'
  | 'metricDescriptions'
  | 'baselines'
  | 'curves'
>;

/** What a metric says in words about the champion, and about a baseline. `{value}` stands for the figure. */
interface Phrase {
  readonly metric: string;
  readonly isPercent: boolean;
  readonly champion: string;
  /** What the best baseline does. Default: what it does by its name. */
  readonly baseline?: string;
}

const COST: Phrase = {
  metric: 'mean_cost',
  isPercent: false,
  champion: 'calls `{target}` on unseen rows at a cost of {value} per row',
  baseline: 'the cheapest call without a look at any column',
};

/** In the order in which a person without statistics understands them. */
const PHRASES: Readonly<Record<ReportInput['task'], readonly Phrase[]>> = {
  binary: [
    COST,
    {
      metric: 'roc_auc',
      isPercent: true,
      champion: 'tells “{positive}” from “{negative}” of `{target}` in {value} of unseen pairs',
    },
    {
      metric: 'accuracy',
      isPercent: true,
      champion: 'predicts `{target}` right in {value} of unseen rows',
    },
  ],
  multiclass: [
    COST,
    {
      metric: 'accuracy',
      isPercent: true,
      champion: 'predicts `{target}` right in {value} of unseen rows',
    },
  ],
  regression: [
    {
      metric: 'mae',
      isPercent: false,
      champion: 'predicts `{target}` on unseen rows with a mean error of {value}',
    },
    {
      metric: 'ndcg@10',
      isPercent: true,
      champion: "ranks unseen rows by `{target}` with {value} of the best order's gain (NDCG@10)",
      baseline: 'a random order',
    },
  ],
};

/**
 * The result in one sentence for a person who never met a metric: the champion's figure with its interval,
 * and the best baseline's beside it.
 */
export function headline(input: HeadlineInput): string {
  const phrase = PHRASES[input.task].find(({ metric }) => input.metrics[metric] !== undefined);
  const estimate = phrase && input.metrics[phrase.metric];
  if (!phrase || !estimate) return plainHeadline(input);
  const [negative, positive] = input.curves.confusion?.classes ?? [];
  if (phrase.champion.includes('{positive}') && (positive === undefined || negative === undefined))
    return plainHeadline(input);
  const words = phrase.champion
    .replace('{positive}', () => positive ?? '')
    .replace('{negative}', () => negative ?? '')
    .replace('{target}', () => input.target)
    .replace('{value}', () => write(estimate.value, phrase.isPercent));
  const baseline = bestBaseline(input, phrase.metric);
  const figure = baseline?.metrics[phrase.metric];
  const rest =
    baseline && figure
      ? `; the best baseline (${phrase.baseline ?? baselineWords(baseline, input.task)}) gets ${write(figure.value, phrase.isPercent)}`
      : '';
  return `The model (${inBrackets(input.champion.title)}) ${words}${interval(estimate, phrase.isPercent)}${rest}.`;
}

/** The baseline with the best value of a metric. */
export function bestBaseline(
  {
    baselines,
    metricDescriptions,
    primaryMetric,
  }: Pick<HeadlineInput, 'baselines' | 'metricDescriptions' | 'primaryMetric'>,
  metric: string,
): BaselineRow | undefined {
  const described: MetricDescription | undefined =
    metricDescriptions.find(({ name }) => name === metric) ??
    (primaryMetric.name === metric ? primaryMetric : undefined);
  const sign = described?.better === 'lower' ? -1 : 1;
  const worth = (row: BaselineRow) =>
    sign * (row.metrics[metric]?.value ?? Number.NEGATIVE_INFINITY);
  return baselines
    .filter((row) => row.metrics[metric] !== undefined)
    .reduce<BaselineRow | undefined>(
      (best, row) => (best && worth(best) >= worth(row) ? best : row),
      undefined,
    );
}

function plainHeadline({ champion, target, metrics, primaryMetric }: HeadlineInput): string {
  const estimate = metrics[primaryMetric.name];
  const start = `The model (${inBrackets(champion.title)}) predicts \`${target}\``;
  return estimate
    ? `${start} on unseen rows with ${primaryMetric.title} ${write(estimate.value, false)}${interval(estimate, false)}.`
    : `${start}; ${primaryMetric.title} could not be measured on unseen rows.`;
}

function interval({ low, high }: Estimate, isPercent: boolean): string {
  if (low === null || high === null) return '';
  return ` (95\u{a0}% interval ${formatInterval(low, high, isPercent ? 'share' : 'none')})`;
}

function write(value: number, isPercent: boolean): string {
  return isPercent ? formatShare(value) : formatNumber(value);
}

/** A title between brackets: of a team without its members. */
function inBrackets(title: string): string {
  return lowerFirst(shortTitle(title));
}

/** `Random forest` inside a sentence: `random forest`; names in capitals stay. */
export function lowerFirst(title: string): string {
  return /^[A-Z][a-z]/.test(title) ? title.charAt(0).toLowerCase() + title.slice(1) : title;
}
