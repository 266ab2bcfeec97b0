import { type Prediction, type Row, type Signature, showValue } from '@kaizenml/contracts';
import { ATTRIBUTES_HEADER, type DoubtsAsked, type RowTrust } from '../door/index.ts';
import {
  asObject,
  collectProblems,
  decodeBody,
  type Problems,
  parseJsonBody,
  readDoubts,
  requestProblem,
  setCell,
} from '../request/index.ts';
import { type ContentType, readContentType } from './content-type.ts';
import { csvRows } from './csv-rows.ts';
import { instanceRows } from './instance-rows.ts';

const SUBJECT = 'invocation';
const HINT = 'Send CSV in the order of the columns, or {"instances": [{"features": [values]}]}.';
const TYPES = ['text/csv', 'application/json', 'application/jsonlines'] as const;
type AnswerType = (typeof TYPES)[number];

/**
 * Reads the body of SageMaker's `POST /invocations`: CSV in the order of the columns, with names in its first line or without; JSON
 * with `instances`; or a JSON instance per line. An instance is an object of columns, or has the values in `features`.
 *
 * `text/csv; header=present` and `header=absent` say of the first line what would else be guessed.
 *
 * @param contentType Default `text/csv`.
 * @throws REQUEST_INVALID, INPUT_SCHEMA_MISMATCH, MEDIA_TYPE_UNSUPPORTED
 * @source Amazon SageMaker, "Common data formats for inference".
 */
export function parseInvocation(
  signature: Signature,
  body: Uint8Array,
  contentType?: string,
): readonly Row[] {
  const read = readContentType(contentType, { known: TYPES, fallback: 'text/csv' });
  if (read.type === 'text/csv')
    return csvRows(signature, body, { header: headerOf(read), subject: SUBJECT });
  const problems = collectProblems(SUBJECT, HINT);
  const { path, given } =
    read.type === 'application/json' ? instancesOf(body, problems) : linesOf(body);
  const instances = Array.isArray(given)
    ? given.map((instance) => featuresOf(signature, instance))
    : given;
  const rows = problems.count > 0 ? [] : instanceRows(signature, instances, { path, problems });
  problems.assertNone();
  return rows;
}

function headerOf({ parameters }: ContentType): 'present' | 'absent' | 'guess' {
  const { header } = parameters;
  return header === 'present' || header === 'absent' ? header : 'guess';
}

function instancesOf(
  body: Uint8Array,
  problems: Problems,
): { readonly path: string; readonly given: unknown } {
  const { value } = parseJsonBody(body, SUBJECT);
  if (Array.isArray(value)) return { path: '(body)', given: value };
  const object = asObject(value);
  if (object === undefined)
    problems.add('(body)', `must be an object with \`instances\`, got ${showValue(value)}`);
  return { path: 'instances', given: object?.instances };
}

function linesOf(body: Uint8Array): { readonly path: string; readonly given: unknown } {
  const lines = decodeBody(body, SUBJECT)
    .split('\n')
    .filter((line) => line.trim() !== '');
  const given = lines.map(
    (line, i) => parseJsonBody(Buffer.from(line), `line ${i + 1} of the ${SUBJECT}`).value,
  );
  return { path: 'lines', given };
}

/** An instance may have its values in `features`, unless the model has a column of that name. */
function featuresOf({ inputs }: Signature, instance: unknown): unknown {
  const object = asObject(instance);
  const isWrapped =
    object !== undefined &&
    Array.isArray(object.features) &&
    !inputs.some(({ name }) => name === 'features');
  return isWrapped ? object.features : instance;
}

/**
 * What the custom attributes of a request ask of its answers: `kaizen-flags=true;kaizen-interval=0.9`. Attributes of others are
 * left alone.
 *
 * @throws REQUEST_INVALID
 */
export function readAttributes(header: string | undefined): DoubtsAsked {
  const given: Record<string, string> = {};
  for (const part of (header ?? '').split(/[;,]/)) {
    const [, name, value] = /^\s*kaizen-(flags|interval)\s*=(.*)$/i.exec(part) ?? [];
    if (name !== undefined && value !== undefined) setCell(given, name.toLowerCase(), value.trim());
  }
  const problems = collectProblems(SUBJECT, ATTRIBUTES_HINT);
  const asked = readDoubts(given, { path: `(header ${ATTRIBUTES_HEADER})`, problems });
  problems.assertNone();
  return asked;
}

const ATTRIBUTES_HINT = `Send the header \`${ATTRIBUTES_HEADER}: kaizen-flags=true;kaizen-interval=0.9\`.`;

/** Headers and body of an answer. */
export interface InvocationAnswer {
  readonly contentType: AnswerType;
  readonly body: string;
}

/** Answers to rows, and where their truths lie, if that was asked for. */
interface Answers {
  readonly predictions: readonly Prediction[];
  readonly trust?: readonly RowTrust[] | undefined;
}

/**
 * Writes the answer in the first form of `Accept` that there is; anything is taken for the form of the request.
 *
 * CSV has what is predicted, a line per row. In JSON a prediction has its `score`: the number, the probability of the positive class, or
 * of each class; of classes the `predicted_label` is beside it. Where an interval was asked for, CSV has its ends as second and third
 * cell, or the set of classes as a list in JSON; JSON has `interval` or `classes` as our own API has.
 *
 * @param fallback What the request came as.
 * @throws REQUEST_INVALID when none of the forms of `Accept` is there.
 * @source Amazon SageMaker, "Linear learner response formats".
 */
export function formatInvocation(
  signature: Signature,
  { predictions, trust = [] }: Answers,
  { accept, fallback }: { readonly accept?: string | undefined; readonly fallback?: string },
): InvocationAnswer {
  const contentType = answerType(accept, fallback);
  if (contentType === 'text/csv')
    return {
      contentType,
      body: predictions.map((each, i) => `${csvLine(each, trust[i])}\n`).join(''),
    };
  const scores = predictions.map((prediction, i) => ({
    ...scoreOf(signature, prediction),
    ...trust[i],
  }));
  if (contentType === 'application/jsonlines')
    return { contentType, body: scores.map((score) => `${JSON.stringify(score)}\n`).join('') };
  return { contentType, body: JSON.stringify({ predictions: scores }) };
}

function answerType(accept = '*/*', fallback = 'text/csv'): AnswerType {
  const ranges = accept
    .split(',')
    .map((range) => (range.split(';', 1)[0] ?? '').trim().toLowerCase());
  for (const range of ranges) {
    const named = TYPES.find((type) => type === range);
    if (named !== undefined) return named;
    if (range === '*/*' || range === '')
      return TYPES.find((type) => fallback.startsWith(type)) ?? 'text/csv';
    if (range === 'application/*') return 'application/json';
    if (range === 'text/*') return 'text/csv';
  }
  throw requestProblem(
    {
      path: '(header)',
      problem: `must accept ${TYPES.join(' or ')}, got ${showValue(accept)}`,
    },
    { subject: SUBJECT, hint: 'Send the header `accept: application/json`.' },
  );
}

function scoreOf({ output }: Signature, { prediction, probabilities }: Prediction): object {
  const { classes } = output;
  if (classes === undefined || probabilities === undefined) return { score: prediction };
  const shares = classes.map((name) => probabilities[name]);
  return { predicted_label: prediction, score: output.task === 'binary' ? shares[1] : shares };
}

function csvLine({ prediction }: Prediction, trust: RowTrust | undefined): string {
  const cells = [String(prediction)];
  if (trust?.interval !== undefined)
    cells.push(String(trust.interval.low), String(trust.interval.high));
  if (trust?.classes !== undefined) cells.push(JSON.stringify(trust.classes.names));
  return cells.map(csvCell).join(',');
}

function csvCell(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
