import { sha256 } from '../../kit/index.ts';

/** Hexadecimal digits that a double holds exactly. */
const DIGITS = 13;

/**
 * Where a row stands among those to look through: the first of any number of rows by it are a draw without putting back, in which a row
 * comes with a chance in proportion to its loss. It hangs on the row alone, so that everybody looks through the same rows and new ones
 * find their place among them.
 *
 * @source Efraimidis & Spirakis (2006), "Weighted random sampling with a reservoir", Information Processing Letters 97(5).
 */
export function drawOrder(
  { requestId, row }: { readonly requestId: string; readonly row: number },
  loss: number,
): number {
  const digits = Number.parseInt(sha256(`${row} ${requestId}`).slice(0, DIGITS), 16);
  const chance = (digits + 0.5) / 16 ** DIGITS;
  return -Math.log(chance) / loss;
}
