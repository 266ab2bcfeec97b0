import type { Row, Signature } from '@kaizenml/contracts';
import { csvRows, readContentType } from '../../serving/invocations/index.ts';
import { requestProblem } from '../../serving/request/index.ts';
import { lineRows } from './line-rows.ts';
import { type ParquetBodyOptions, parquetBody } from './parquet-body.ts';
import { ROW_FORMS, ROW_TYPES } from './row-forms.ts';

/** Rows of one request, whatever its form; the schema of `models.predict` says the same. */
const MAX_ROWS = 10_000;
/** Columns beyond those of the model that a body of Parquet may have: the door tells of them, one by one. */
const MORE_COLUMNS = 1000;

/** What reading a body stands on. */
export interface RowBodyOptions
  extends Pick<ParquetBodyOptions, 'home' | 'maxBytes' | 'signal' | 'inTurn'> {
  readonly contentType: string | undefined;
  readonly signature: Signature;
}

/**
 * The rows of a body that is no JSON; which columns it has is for the door to judge, as of rows in JSON.
 *
 * @throws REQUEST_INVALID, INPUT_SCHEMA_MISMATCH, MEDIA_TYPE_UNSUPPORTED, BODY_TOO_LARGE, DISK_FULL
 */
export async function readRowBody(
  body: Uint8Array,
  { contentType, signature, ...options }: RowBodyOptions,
): Promise<readonly Row[]> {
  const { type } = readContentType(contentType, { known: ROW_TYPES, fallback: ROW_FORMS.csv });
  const rows = await rowsOf(type);
  if (rows.length > 0) return rows;
  throw requestProblem(
    { path: 'rows', problem: 'must be 1 at least, got none' },
    { subject: 'request', hint: 'Send a row to answer: a line of names alone is none.' },
  );

  function rowsOf(form: string): readonly Row[] | Promise<readonly Row[]> {
    if (form === ROW_FORMS.parquet)
      return parquetBody(body, {
        ...options,
        maxRows: MAX_ROWS,
        maxColumns: signature.inputs.length + MORE_COLUMNS,
      });
    if (form === ROW_FORMS.lines) return lineRows(body, { maxRows: MAX_ROWS });
    return csvRows(signature, body, {
      header: 'present',
      subject: 'body of CSV',
      mustFit: false,
      maxRows: MAX_ROWS,
    });
  }
}
