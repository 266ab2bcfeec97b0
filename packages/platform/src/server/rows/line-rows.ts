import { type Row, showValue } from '@kaizenml/contracts';
import {
  asObject,
  collectProblems,
  decodeBody,
  parseJsonBody,
} from '../../serving/request/index.ts';

const SUBJECT = 'body of JSON lines';

/**
 * The rows of a body with a JSON object per line; blank lines are none.
 *
 * @throws REQUEST_INVALID with the number of the line
 */
export function lineRows(body: Uint8Array, { maxRows }: { readonly maxRows: number }): Row[] {
  const problems = collectProblems(SUBJECT, 'Write one JSON object per line, a row each.');
  const rows: Row[] = [];
  const text = decodeBody(body, SUBJECT);
  let line = 0;
  for (let start = 0; start < text.length && rows.length <= maxRows; line++) {
    const found = text.indexOf('\n', start);
    const end = found === -1 ? text.length : found;
    const written = text.slice(start, end);
    start = end + 1;
    if (written.trim() === '') continue;
    const { value } = parseJsonBody(Buffer.from(written), `line ${line + 1} of the ${SUBJECT}`);
    const row = asObject(value);
    if (row === undefined)
      problems.add(`(body)[line ${line + 1}]`, `must be an object, got ${showValue(value)}`);
    else rows.push(row);
  }
  if (rows.length > maxRows) problems.add('rows', `must be at most ${maxRows}, got more`);
  problems.assertNone();
  return rows;
}
