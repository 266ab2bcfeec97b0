import type { Estimate } from '@kaizenml/contracts';
import type { MetricDescription } from '@kaizenml/ml/metrics';
import type { ModelVersionRecord } from '../../models/store.ts';
import type { FoundRival } from './rival.ts';

/** Whether a new version takes the champion's place, and why. */
export interface Succession {
  readonly takesOver: boolean;
  /** Whether it is not even the challenger. Default: it is, where it does not take over. */
  readonly isAside?: boolean;
  /** The champion that it was compared with; null where there was none. */
  readonly champion: number | null;
  /** How much better the new one is, with its 90 % interval; null where the two were not paired. */
  readonly gain: Estimate | null;
  /** Rows that both answered; null as above. */
  readonly nRows: number | null;
  readonly sentence: string;
}

/** A version that might take over. */
export interface Newcomer {
  /** What chose it. */
  readonly metric: Pick<MetricDescription, 'name' | 'title' | 'better'>;
  readonly metrics: Readonly<Record<string, Estimate>>;
}

/**
 * Compares a new version with the champion on what both answered. It takes over unless it is surely worse: the 90 % interval of its
 * gain lies below 0. Where they answered nothing alike, only the figures of both stand side by side, and the new one must reach the
 * interval of the champion.
 */
export function judgeSuccession(
  rival: FoundRival,
  champion: Pick<ModelVersionRecord, 'version' | 'metrics'>,
  newcomer: Newcomer,
): Succession {
  const { version } = champion;
  if (rival.kind === 'itself')
    return {
      ...{ takesOver: true, champion: version, gain: null, nRows: null },
      sentence: `It is the same model as version ${version}.`,
    };
  const gain = rival.kind === 'paired' ? rival.gainBy(newcomer.metric.name) : undefined;
  if (gain === undefined || rival.kind !== 'paired') return judgeFigures(champion, newcomer);
  const isWorse = isSurelyWorse(gain);
  const { on, nRows } = rival;
  const sentence = pairedSentence(gain, { title: newcomer.metric.title, on, isWorse, version });
  return { takesOver: !isWorse, champion: version, gain, nRows, sentence };
}

/** Whether all of an interval of a gain lies below 0; without an interval the gain itself. */
export function isSurelyWorse({ value, low, high }: Estimate): boolean {
  return low === null || high === null ? value < 0 : high < 0;
}

/** Two figures that were measured apart say less than one difference: nothing but their intervals can be held against each other. */
function judgeFigures(
  champion: Pick<ModelVersionRecord, 'version' | 'metrics'>,
  { metric: { name, title, better }, metrics }: Newcomer,
): Succession {
  const [ours, theirs] = [metrics[name], champion.metrics[name]];
  const told = { champion: champion.version, gain: null, nRows: null };
  if (ours === undefined || theirs === undefined)
    return {
      ...{ ...told, takesOver: false },
      sentence: `Version ${champion.version} stays the champion: the two cannot be compared by ${title}.`,
    };
  const sign = better === 'higher' ? 1 : -1;
  const least = sign > 0 ? (theirs.low ?? theirs.value) : (theirs.high ?? theirs.value);
  const takesOver = sign * (ours.value - least) >= 0;
  const figures = `${title} ${round(ours.value)} against ${round(theirs.value)}${between(theirs)}, each on test rows of its own`;
  return {
    ...{ ...told, takesOver },
    sentence: takesOver
      ? `It takes over from version ${champion.version}: ${figures}.`
      : `Version ${champion.version} stays the champion: ${figures}.`,
  };
}

function pairedSentence(
  { value, low, high }: Estimate,
  {
    title,
    on,
    isWorse,
    version,
  }: {
    readonly title: string;
    readonly on: string;
    readonly isWorse: boolean;
    readonly version: number;
  },
): string {
  const interval =
    low === null || high === null ? '' : ` (90 % interval ${round(low)} to ${round(high)})`;
  if (isWorse)
    return `Version ${version} stays the champion: ${on} the new one's ${title} is worse by ${round(-value)}${low === null || high === null ? '' : ` (90 % interval ${round(-high)} to ${round(-low)})`}.`;
  const isSure = low !== null && low > 0;
  return isSure
    ? `It takes over from version ${version}: ${on} its ${title} is better by ${round(value)}${interval}.`
    : `It takes over from version ${version}: ${on} their ${title} cannot be told apart, ${value >= 0 ? '+' : ''}${round(value)}${interval}.`;
}

function between({ low, high }: Estimate): string {
  return low === null || high === null ? '' : ` [${round(low)} – ${round(high)}]`;
}

function round(value: number): string {
  return String(Number(value.toPrecision(3)));
}
