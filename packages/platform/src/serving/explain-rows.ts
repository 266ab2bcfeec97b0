import { AppError, type Row } from '@kaizenml/contracts';
import type { Handler, Operations } from '@kaizenml/contracts/operations';

/** Explains one row. */
export type ExplainRow = Handler<Operations['models']['explain']>;

/** An explanation of one row. */
export type Explained = Awaited<ReturnType<ExplainRow>>;

/** Rows of one request that are explained: an explanation takes as long as some hundred answers. */
const MOST_EXPLAINED = 1000;

/**
 * Explains rows one after the other, and ends when nobody waits any more.
 *
 * @param name `name`, `name@alias` or `name/version`.
 * @throws REQUEST_INVALID for no rows or too many, and what explaining throws
 */
export async function explainRows(
  explain: ExplainRow,
  {
    name,
    rows,
    signal,
  }: { readonly name: string; readonly rows: readonly Row[]; readonly signal: AbortSignal },
): Promise<readonly Explained[]> {
  if (rows.length < 1 || rows.length > MOST_EXPLAINED)
    throw new AppError('REQUEST_INVALID', {
      message: `A request for explanations must have 1 to ${MOST_EXPLAINED} rows, got ${rows.length}.`,
      hint: 'Send them in several requests.',
      details: { nRows: rows.length, maxRows: MOST_EXPLAINED },
    });
  const explained: Explained[] = [];
  for (const row of rows) {
    signal.throwIfAborted();
    explained.push(await explain({ name, row: { ...row } }));
    // Requests that came meanwhile are answered in between.
    await new Promise((resolve) => setImmediate(resolve));
  }
  return explained;
}
