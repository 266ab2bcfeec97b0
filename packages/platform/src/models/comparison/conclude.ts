import type { Estimate } from '@kaizenml/contracts';
import type { Operations, OutputOf } from '@kaizenml/contracts/operations';
import { getMetric } from '@kaizenml/ml/metrics';

type Comparison = OutputOf<Operations['models']['compare']>;
type Paired = NonNullable<Comparison['paired']>;

/** What may be concluded, in one sentence. */
export function conclude({
  one,
  other,
  metrics,
  sameTestRows,
  paired,
}: Omit<Comparison, 'sentence'>): string {
  const shown = paired?.metrics ?? metrics;
  const primary = shown.find(({ isPrimary }) => isPrimary) ?? shown[0];
  if (!primary) return `Neither ${one.model} nor ${other.model} was ever measured.`;
  if (paired)
    return `${pairedConclusion(paired, primary, [one.model, other.model])}${seen(paired)}`;
  if (!primary.one || !primary.other)
    return `By ${primary.title} only one of the two was measured; give both the same rows with \`--data FILE\`.`;
  const better =
    getMetric(primary.name).better === 'higher'
      ? primary.other.value > primary.one.value
      : primary.other.value < primary.one.value;
  const [ahead, behind] = better ? [other.model, one.model] : [one.model, other.model];
  if (primary.one.value === primary.other.value)
    return `By ${primary.title} they are equal on ${sameTestRows ? 'the same rows' : 'the rows that each was tested on'}.`;
  return sameTestRows
    ? `By ${primary.title} ${ahead} is ahead of ${behind} on the same rows; whether beyond chance, \`--data FILE\` with rows that neither has learned from tells.`
    : `By ${primary.title} ${ahead} looks better than ${behind}, but they were tested on other rows, so the figures do not compare; give both the same rows with \`--data FILE\`.`;
}

function pairedConclusion(
  { metrics, nRows }: Paired,
  { name, title }: Comparison['metrics'][number],
  [one, other]: readonly [string, string],
): string {
  const gain = metrics.find((each) => each.name === name)?.gain;
  return gain
    ? pairedSentence(gain, { one, other, title, nRows })
    : `On these ${nRows} rows ${title} is not defined for both.`;
}

function seen({ learnedFrom }: Paired): string {
  return learnedFrom.length === 0
    ? ''
    : ` But ${learnedFrom.join(' and ')} learned from this very data: rows that are new to both tell more.`;
}

interface Gained {
  readonly one: string;
  readonly other: string;
  readonly title: string;
  readonly nRows: number;
}

function pairedSentence(
  { value, low, high }: Estimate,
  { one, other, title, nRows }: Gained,
): string {
  const [ahead, behind] = value >= 0 ? [other, one] : [one, other];
  const size = Math.abs(value).toPrecision(3);
  if (value === 0) return `On the same ${nRows} rows their ${title} is equal.`;
  if (low === null || high === null)
    return `On the same ${nRows} rows ${ahead} is ${size} better than ${behind} by ${title}.`;
  const ends = [low, high].map((end) => (value >= 0 ? end : -end)).sort((a, b) => a - b);
  const within = `(90 % interval ${ends.map((end) => end.toPrecision(2)).join(' to ')})`;
  return low > 0 || high < 0
    ? `On the same ${nRows} rows ${ahead} is ${size} better than ${behind} by ${title} ${within}: more than chance explains.`
    : `On the same ${nRows} rows ${ahead} is ${size} better than ${behind} by ${title} ${within}: they cannot be told apart.`;
}
