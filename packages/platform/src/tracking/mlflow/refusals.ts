import { AppError } from '@kaizenml/contracts';
import { lengthOf } from './lengths.ts';
import { shownValue } from './shown-value.ts';

const SEE = 'See the API docs for more information about request parameters.';

/** What Python calls a value that JSON can hold. */
function typeName(value: unknown): string {
  if (value === null || value === undefined) return 'NoneType';
  if (typeof value === 'string') return 'str';
  if (typeof value === 'boolean') return 'bool';
  if (typeof value === 'number') return Number.isInteger(value) ? 'int' : 'float';
  return Array.isArray(value) ? 'list' : 'dict';
}

/** A refusal of a request in the words of the protocol. */
export function refusal(
  message: string,
  details: Readonly<Record<string, unknown>> = {},
): AppError {
  return new AppError('REQUEST_INVALID', { message, details });
}

/** The refusal of a request that lacks what it must say. @param parameter Such as `run_id` or `metrics[0].key`. */
export function missingValue(parameter: string): AppError {
  return refusal(`Missing value for required parameter '${parameter}'. ${SEE}`, { parameter });
}

/** The refusal of a value. @param reason Why; default: its type. */
export function invalidValue(
  parameter: string,
  value: unknown,
  { reason }: { readonly reason?: string } = {},
): AppError {
  const shown = shownValue(value);
  const said = `Invalid value ${shown} for parameter '${parameter}' supplied`;
  return refusal(
    reason === undefined
      ? `${said}. Hint: Value was of type '${typeName(value)}'. ${SEE}`
      : `${said}: ${reason}`,
    { parameter, value: shown },
  );
}

/** The refusal of a text that is too long. */
export function tooLong(
  what: string,
  text: string,
  { limit }: { readonly limit: number },
): AppError {
  const length = lengthOf(text);
  return refusal(
    `${what} '${text.slice(0, 250)}' had length ${length}, which exceeded length limit of ${limit}`,
    { length, limit },
  );
}
