import { countOf, formatClose, formatNumber } from '../../charts/index.ts';
import type { Comparison, RetrainingStep, RetrainingSummary } from './retraining-types.ts';

/** Steps in their order, as people call them. */
export const STEP_TITLES: Readonly<Record<RetrainingStep['name'], string>> = {
  gather: 'Gather',
  train: 'Train',
  compare: 'Compare',
  approve: 'Approve',
  'roll-out': 'Roll out',
  understudies: 'Understudies',
};

const TRIGGERS: Readonly<Record<RetrainingSummary['trigger'], string>> = {
  'by-hand': 'asked for',
  schedule: 'on schedule',
  'new-data': 'new rows',
  degradation: 'worse answers',
  drift: 'drift',
};

/** What began it, in a word or two. */
export function sayTrigger({ trigger }: Pick<RetrainingSummary, 'trigger'>): string {
  return TRIGGERS[trigger];
}

/** `version 3 → 4`; before there is a challenger `version 3 → ?`. */
export function sayVersions({
  champion,
  challenger,
}: Pick<RetrainingSummary, 'champion' | 'challenger'>): string {
  return `${champion} → ${challenger ?? '?'}`;
}

/** Whether it has not ended. */
export function isUnderWay({ endedAt }: Pick<RetrainingSummary, 'endedAt'>): boolean {
  return endedAt === null;
}

/**
 * How the challenger compares, as a sentence: which is better by how much, and whether that may be chance.
 *
 * @param title Name of the metric, for people.
 */
export function sayComparison(
  { champion, challenger, gain, level, nRows }: Comparison,
  title: string,
): string {
  const isSure = (gain.low ?? 0) > 0 || (gain.high ?? 0) < 0;
  const word = gain.value === 0 ? 'as good' : gain.value > 0 ? 'better' : 'worse';
  const by =
    gain.value === 0
      ? ''
      : ` by ${formatClose(Math.abs(gain.value))}${isSure ? '' : ', which may be chance'}`;
  const interval =
    gain.low === null || gain.high === null
      ? ''
      : ` The gain is between ${formatClose(gain.low)} and ${formatClose(gain.high)} (${formatNumber(100 * level)}\u{a0}%).`;
  return `On the newest ${countOf(nRows, 'row')} ${title} is ${formatClose(challenger)} against ${formatClose(champion)}: the challenger is ${word}${by}.${interval}`;
}

/** How a step stands to the line of steps: done, where it is now, or to come. */
export function stateOf(
  name: RetrainingStep['name'],
  steps: readonly RetrainingStep[],
): 'done' | 'now' | 'refused' | 'later' {
  const step = steps.find((each) => each.name === name);
  if (step === undefined) return 'later';
  if (step.status === 'done') return 'done';
  return step.endedAt === null ? 'now' : 'refused';
}
