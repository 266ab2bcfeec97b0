import { AppError } from '@kaizenml/contracts';

/** Rows that one request may have, whatever the protocol: more of them are a file. */
const MAX_ROWS = 100_000;

/** @throws REQUEST_INVALID for no rows or too many */
export function assertRowCount(nRows: number): void {
  if (nRows >= 1 && nRows <= MAX_ROWS) return;
  throw new AppError('REQUEST_INVALID', {
    message: `A request must have 1 to ${MAX_ROWS} rows, got ${nRows}.`,
    hint: 'Send them in several requests, or answer a file with `kaizen predict`.',
    details: { nRows, maxRows: MAX_ROWS },
  });
}
