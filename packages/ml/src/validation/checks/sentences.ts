import { type FrequentValue, showValue } from '@kaizenml/contracts';
import { percent } from '../../guardrails/index.ts';

/** `3 of 120 rows (2.5 %)`. */
export function sayRows(count: number, nRows: number): string {
  const share = nRows === 0 ? 0 : count / nRows;
  return `${count} of ${nRows} ${nRows === 1 ? 'row' : 'rows'} (${percent(share)})`;
}

/** At most five values: `"a", "b" and 12 more`. */
export function sayValues(values: readonly (string | FrequentValue)[], limit = 5): string {
  const said = values
    .slice(0, limit)
    .map((value) => showValue(typeof value === 'string' ? value : value.value));
  const rest = values.length - said.length;
  if (rest > 0) return `${said.join(', ')} and ${rest} more`;
  const last = said.pop() ?? 'none';
  return said.length === 0 ? last : `${said.join(', ')} and ${last}`;
}

/** A number with at most six digits that count. */
export function sayNumber(x: number): string {
  return Number.isInteger(x) ? String(x) : String(Number(x.toPrecision(6)));
}

/** `1 row`, `2 rows`. */
export function sayCount(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
