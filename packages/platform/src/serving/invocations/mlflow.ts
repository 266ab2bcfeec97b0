import { listNames, type Row, type Signature, showValue } from '@kaizenml/contracts';
import type { DoubtsAsked } from '../door/index.ts';
import {
  asObject,
  assertColumns,
  checkColumns,
  collectProblems,
  type Problems,
  parseJsonBody,
  readDoubts,
  setCell,
} from '../request/index.ts';
import { columnRows } from './column-rows.ts';
import { readContentType } from './content-type.ts';
import { csvRows } from './csv-rows.ts';
import { instanceRows } from './instance-rows.ts';

const SUBJECT = 'scoring request';
const HINT =
  'Send {"dataframe_split": {"columns": […], "data": [[…]]}}, `dataframe_records`, `instances`, `inputs`, or CSV with a header.';
const FORMS = ['dataframe_split', 'dataframe_records', 'instances', 'inputs'] as const;

/** Rows and what was sent beside them. */
export interface ScoringRequest {
  readonly rows: readonly Row[];
  readonly params?: Readonly<Record<string, unknown>>;
  /** What the params `flags` and `interval` ask of the answers. */
  readonly doubts: DoubtsAsked;
}

/**
 * Reads the body of MLflow's `POST /invocations`: JSON with exactly one of `dataframe_split`, `dataframe_records`, `instances` and
 * `inputs`, and perhaps `params`; or CSV with a header.
 *
 * @param contentType Default `application/json`.
 * @throws REQUEST_INVALID, INPUT_SCHEMA_MISMATCH, MEDIA_TYPE_UNSUPPORTED
 * @source MLflow, "Local inference server specification".
 */
export function parseScoringRequest(
  signature: Signature,
  body: Uint8Array,
  contentType?: string,
): ScoringRequest {
  const { type } = readContentType(contentType, {
    known: ['application/json', 'text/csv'],
    fallback: 'application/json',
  });
  if (type === 'text/csv')
    return { rows: csvRows(signature, body, { header: 'present', subject: SUBJECT }), doubts: {} };
  const { value } = parseJsonBody(body, SUBJECT);
  const problems = collectProblems(SUBJECT, HINT);
  const object = asObject(value) ?? {};
  const given = FORMS.filter((form) => object[form] !== undefined);
  const [form] = given;
  if (given.length !== 1)
    problems.add(
      '(body)',
      `must have exactly one of ${FORMS.join(', ')}, got ${given.length > 1 ? given.join(' and ') : received(value)}`,
    );
  const params = object.params ?? undefined;
  if (params !== undefined && asObject(params) === undefined)
    problems.add('params', `must be an object, got ${showValue(params)}`);
  const rows =
    given.length === 1 && form !== undefined
      ? readForm(signature, object[form], { form, problems })
      : [];
  const doubts = readDoubts(asObject(params) ?? {}, { path: 'params', problems });
  problems.assertNone();
  return {
    rows,
    doubts,
    ...(params === undefined ? {} : { params: params as Record<string, unknown> }),
  };
}

function received(value: unknown): string {
  const object = asObject(value);
  if (object === undefined) return showValue(value);
  const keys = Object.keys(object);
  return keys.length === 0 ? 'an object without keys' : `the keys ${listNames(keys)}`;
}

function readForm(
  signature: Signature,
  given: unknown,
  { form, problems }: { readonly form: (typeof FORMS)[number]; readonly problems: Problems },
): readonly Row[] {
  const columns = asObject(given);
  if (form === 'dataframe_split') return splitRows(signature, given, problems);
  if (columns !== undefined && form === 'inputs')
    return columnRows(signature, columns, { path: form, problems });
  return instanceRows(signature, given, { path: form, problems });
}

function splitRows(signature: Signature, given: unknown, problems: Problems): Row[] {
  const split = asObject(given);
  const { data } = split ?? {};
  const columns = split?.columns ?? signature.inputs.map(({ name }) => name);
  if (!Array.isArray(columns) || !columns.every((name) => typeof name === 'string')) {
    problems.add('dataframe_split.columns', `must be a list of names, got ${showValue(columns)}`);
    return [];
  }
  if (!Array.isArray(data)) {
    problems.add('dataframe_split.data', `must be a list of rows, got ${showValue(data)}`);
    return [];
  }
  const names = columns as readonly string[];
  assertColumns(signature, checkColumns(signature, names, '/dataframe_split/columns'));
  return data.flatMap((cells: unknown, i): Row[] => {
    if (!Array.isArray(cells) || cells.length !== names.length) {
      problems.add(
        `dataframe_split.data[${i}]`,
        `must be a list of ${names.length} values, got ${showValue(cells)}`,
      );
      return [];
    }
    const row: Record<string, unknown> = {};
    for (const [j, name] of names.entries()) setCell(row, name, cells[j]);
    return [row];
  });
}
