import { type OutputField, type Prediction, showValue } from '@kaizenml/contracts';

/** What is wrong with what somebody answered to a row. */
export interface AnswerProblem {
  /** From 1; undefined where it is about all of them. */
  readonly row: number | undefined;
  readonly expected: string;
  readonly received: string;
}

/** How far the probabilities of a row may add up beside 1: those of single precision over many classes do. */
const SUM_TOLERANCE = 1e-3;

/**
 * Answers of a program that is not ours as predictions: as many as rows, finite, of known classes.
 *
 * A number is read for a regression; a class (its name, or its number from 0), the probabilities of all classes, or an
 * object `{ prediction, probabilities, quantiles }` where these are answered.
 *
 * @param given What it answered, unchecked.
 * @param fail Makes the failure of the first answer that cannot be read.
 */
export function toPredictions(
  given: unknown,
  { output, nRows }: { readonly output: OutputField; readonly nRows: number },
  fail: (problem: AnswerProblem) => Error,
): Prediction[] {
  if (!Array.isArray(given))
    throw fail({ row: undefined, expected: 'a list of answers', received: showValue(given) });
  if (given.length !== nRows)
    throw fail({
      row: undefined,
      expected: `${nRows} ${nRows === 1 ? 'answer' : 'answers'}, one per row`,
      received: String(given.length),
    });
  const read = output.task === 'regression' ? toNumber : toClass;
  return given.map((answer: unknown, i) => {
    const made = read(answer, output);
    if (typeof made !== 'string') return made;
    throw fail({ row: i + 1, expected: made, received: showValue(answer) });
  });
}

/** @returns What was expected, where the answer is not that. */
function toNumber(answer: unknown, { quantiles: levels }: OutputField): Prediction | string {
  const { prediction, quantiles } = partsOf(answer);
  const value =
    Array.isArray(prediction) && prediction.length === 1 ? prediction[0] : (prediction as unknown);
  if (typeof value !== 'number' || !Number.isFinite(value)) return 'a finite number';
  if (levels === undefined) return { prediction: value };
  const made = levels.map(
    (level) => [String(level), recordOf(quantiles)?.[String(level)]] as const,
  );
  return made.every(([, quantile]) => Number.isFinite(quantile))
    ? { prediction: value, quantiles: Object.fromEntries(made) as Record<string, number> }
    : `a finite number and its \`quantiles\` ${levels.join(', ')}`;
}

/** @returns What was expected, where the answer is not that. */
function toClass(answer: unknown, { classes = [] }: OutputField): Prediction | string {
  const parts = partsOf(answer);
  const isVector = Array.isArray(parts.prediction);
  const given = isVector ? parts.prediction : parts.probabilities;
  const probabilities = given === undefined ? undefined : vectorOf(given, classes);
  if (given !== undefined && probabilities === undefined)
    return `probabilities of the ${classes.length} classes that add up to 1`;
  const called =
    isVector || parts.prediction === undefined
      ? classes[likeliest(probabilities ?? [])]
      : classOf(parts.prediction, classes);
  if (called === undefined) return `one of the classes ${classes.slice(0, 5).join(', ')}`;
  if (probabilities === undefined) return { prediction: called };
  const entries = classes.map((name, k) => [name, probabilities[k] ?? 0] as const);
  return { prediction: called, probabilities: Object.fromEntries(entries) };
}

interface Parts {
  readonly prediction?: unknown;
  readonly probabilities?: unknown;
  readonly quantiles?: unknown;
}

function partsOf(answer: unknown): Parts {
  return recordOf(answer) ?? { prediction: answer };
}

function recordOf(value: unknown): Readonly<Record<string, unknown>> | undefined {
  const isRecord = typeof value === 'object' && value !== null && !Array.isArray(value);
  return isRecord ? (value as Record<string, unknown>) : undefined;
}

function vectorOf(given: unknown, classes: readonly string[]): readonly number[] | undefined {
  const record = recordOf(given);
  const values: unknown = record === undefined ? given : classes.map((name) => record[name]);
  if (!Array.isArray(values) || values.length !== classes.length) return undefined;
  const isShare = (value: unknown) =>
    typeof value === 'number' && value >= -SUM_TOLERANCE && value <= 1 + SUM_TOLERANCE;
  if (!values.every(isShare)) return undefined;
  const sum = values.reduce((total: number, value: number) => total + value, 0);
  return Math.abs(sum - 1) <= SUM_TOLERANCE ? values : undefined;
}

function classOf(value: unknown, classes: readonly string[]): string | undefined {
  if (typeof value === 'object') return undefined;
  const name = String(value);
  if (classes.includes(name)) return name;
  return typeof value === 'number' ? classes[value] : undefined;
}

function likeliest(probabilities: readonly number[]): number {
  return probabilities.indexOf(Math.max(...probabilities));
}
