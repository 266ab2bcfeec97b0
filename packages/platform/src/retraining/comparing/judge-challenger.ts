import type { RetrainingSettings } from '@kaizenml/contracts/operations';
import type { Comparison } from '../store.ts';

/** What decides whether a challenger goes on. */
export interface ChallengerFacts {
  readonly comparison: Comparison;
  /** Name of the metric, for people. */
  readonly title: string;
  /** Share of the champion's figure that counts as equal. */
  readonly margin: number;
  readonly whenEqual: RetrainingSettings['whenEqual'];
  /** Columns that it does without. */
  readonly without: readonly string[];
  /** Version of one that was the champion before. Default: it was trained for this. */
  readonly former?: number;
}

/**
 * Whether a challenger goes on, and why: it is surely better; or surely as good, within the margin, and there is a reason for it. And in
 * no part of the rows it is surely worse by more than the margin.
 */
export function judgeChallenger({
  comparison: { champion, challenger, gain, nRows, slices },
  title,
  margin,
  whenEqual,
  without,
  former,
}: ChallengerFacts): { readonly goesOn: boolean; readonly sentence: string } {
  const who =
    former === undefined ? 'The challenger' : `Version ${former}, which was the champion before,`;
  const slack = margin * Math.abs(champion);
  const low = gain.low ?? gain.value;
  const figures = `on the newest ${nRows} rows its ${title} is ${digits(challenger)} against ${digits(champion)}, a gain of ${digits(gain.value)}${interval(gain)}`;
  const lost = slices.find(({ isWorse, value }) => isWorse && value < -slack);
  if (lost !== undefined)
    return {
      goesOn: false,
      sentence: `${who} is surely worse where "${lost.column}" is ${lost.name}, by ${digits(-lost.value)} on ${lost.nRows} rows, although ${figures}.`,
    };
  if (low > 0) return { goesOn: true, sentence: `${who} is surely better: ${figures}.` };
  const isEqual = low > -slack;
  if (isEqual && without.length > 0)
    return {
      goesOn: true,
      sentence: `${who} is as good without ${without.map((name) => `"${name}"`).join(', ')}: ${figures}.`,
    };
  if (isEqual && whenEqual === 'replace' && former === undefined)
    return { goesOn: true, sentence: `${who} is as good, and newer: ${figures}.` };
  return {
    goesOn: false,
    sentence: isEqual
      ? `${who} is as good and no better, so the champion stays: ${figures}.`
      : `${who} is not surely better, so the champion stays: ${figures}.`,
  };
}

function interval({ low, high }: Comparison['gain']): string {
  return low === null || high === null ? '' : ` (${digits(low)} to ${digits(high)})`;
}

function digits(value: number): string {
  return String(Number(value.toPrecision(4)));
}
