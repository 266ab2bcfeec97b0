import type { Estimate } from '@kaizenml/contracts';
import { getMetric } from '@kaizenml/ml/metrics';
import { inDigits } from '../in-digits.ts';
import type { HonestGain } from './honest-gain.ts';
import type { RowsOutlook } from './rows-outlook.ts';
import type { ShuffledCheck } from './shuffled-check.ts';

/** Is it worth it? */
export interface Worth {
  readonly answer: 'yes' | 'maybe' | 'no';
  /** The answer with its reason. */
  readonly sentence: string;
  /** Share of the way from guessing to perfect that is known to be gone; null where it could not be measured. */
  readonly shareOfTheWay: number | null;
  /** What would help most. */
  readonly rows: 'helps' | 'enough' | 'unclear';
  readonly features: 'helps' | 'enough' | 'unclear';
  readonly advice: string;
}

interface Seen {
  readonly metric: string;
  readonly target: string;
  readonly gain: HonestGain | undefined;
  readonly shuffled: ShuffledCheck | undefined;
  readonly rows: RowsOutlook | undefined;
}

/** Share of the way from guessing to perfect below which a model is hardly worth its keep. */
const LITTLE = 0.1;
/** Beyond this, hardly anything is left to be gained by other columns. */
const NEARLY_ALL = 0.9;
const LEVEL = 0.05;
/** A one-sided bound of 99 % in units of one of 95 %. */
const STRICTER = 2.33 / 1.645;

/**
 * The answer of a quick look in words.
 *
 * `yes`: surely better than guessing, by at least a tenth of the way to perfect. `no`: not surely better, and no better than on
 * shuffled targets. `maybe`: all between.
 */
export function worthOf(seen: Seen): Worth {
  const { gain, rows } = seen;
  if (gain === undefined)
    return {
      answer: 'maybe',
      sentence: 'Maybe: no candidate could be measured on so few rows, or in so little time.',
      shareOfTheWay: null,
      rows: 'unclear',
      features: 'unclear',
      advice: 'Give it more rows, or run without `--quick`.',
    };
  const way = Math.abs(getMetric(seen.metric).best - gain.baselineValue);
  const shareOfTheWay = Number.isFinite(way) && way > 0 ? gain.gain.value / way : null;
  const answer = answerOf(seen, gain, shareOfTheWay);
  const outlook = { rows: rows?.verdict ?? ('unclear' as const), features: featuresOf(seen, way) };
  return {
    answer,
    sentence: sentenceOf(answer, seen, gain),
    shareOfTheWay,
    ...outlook,
    advice: adviceOf(answer, outlook, seen),
  };
}

function answerOf(
  { shuffled }: Seen,
  { gain }: HonestGain,
  shareOfTheWay: number | null,
): Worth['answer'] {
  const isMuch = shareOfTheWay === null || shareOfTheWay >= LITTLE;
  if (isSure(gain)) return isMuch ? 'yes' : 'maybe';
  if (gain.value <= 0) return 'no';
  return isMuch || (shuffled !== undefined && shuffled.pValue <= LEVEL) ? 'maybe' : 'no';
}

/** Better than guessing with 99 % and not only 95 %: whoever looks quickly looks at many targets. */
function isSure({ value, low }: Estimate): boolean {
  return value - STRICTER * (value - (low ?? value)) > 0;
}

/**
 * Whether other columns would help. Where rows are enough and the curve ends far from perfect, what is missing is in columns
 * that the table does not have, or in chance; nobody can tell those two apart from the table.
 */
function featuresOf({ gain, rows, metric }: Seen, way: number): Worth['features'] {
  if (gain === undefined || !Number.isFinite(way)) return 'unclear';
  const { best, better } = getMetric(metric);
  const last = rows?.curve.at(-1);
  const end = last && (better === 'higher' ? last.high : last.low);
  const reached = Math.abs(best - gain.estimate.value);
  if (reached <= (1 - NEARLY_ALL) * way) return 'enough';
  if (rows?.verdict !== 'enough') return gain.gain.value <= 0 ? 'helps' : 'unclear';
  const left = Math.abs(best - (end ?? gain.value));
  return left > (1 - NEARLY_ALL) * way ? 'helps' : 'unclear';
}

function sentenceOf(answer: Worth['answer'], { metric, target }: Seen, gain: HonestGain): string {
  const { title } = getMetric(metric);
  const { value, low, high } = gain.estimate;
  const range =
    low === null || high === null ? '' : ` (90 %: ${inDigits(low, 3)} to ${inDigits(high, 3)})`;
  const figures = `${title} ${inDigits(value, 3)}${range}, where guessing has ${inDigits(gain.baselineValue, 3)}`;
  if (answer === 'yes') return `Yes: "${target}" can be predicted. ${figures}.`;
  if (answer === 'maybe')
    return isSure(gain.gain)
      ? `Maybe: "${target}" can be predicted a little. ${figures}.`
      : `Maybe: "${target}" may be predictable, but this is not sure. ${figures}.`;
  return `No: "${target}" does not look predictable from these columns. ${figures}.`;
}

function adviceOf(
  answer: Worth['answer'],
  { rows, features }: Pick<Worth, 'rows' | 'features'>,
  { rows: outlook, gain, metric }: Seen,
): string {
  const said =
    outlook === undefined ? 'Rows or time were too few for a learning curve.' : outlook.sentence;
  if (answer === 'no')
    return `${said} Look for columns that are known before the outcome and have to do with it.`;
  if (features === 'enough') return `${said} Little is left to be gained.`;
  if (features === 'helps') {
    const end = outlook?.curve.at(-1);
    const { title } = getMetric(metric);
    const level = end
      ? ` Even ten times as many would end near ${title} ${inDigits(end.value, 3)}: what is missing is in columns that the table does not have, or is chance.`
      : '';
    return `${said}${level}`;
  }
  if (rows === 'helps') return said;
  return gain === undefined
    ? said
    : `${said} Whether other columns would help cannot be told from this table.`;
}
