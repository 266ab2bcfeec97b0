import { setCell } from '../../request/index.ts';
import type { Parameters } from '../tensor.ts';
import type { InferParameter, InferParameters } from './messages.ts';

/** Parameters of a message as plain values; a 64-bit integer that a double does not hold stays text. */
export function fromInferParameters(given: InferParameters): Parameters {
  const parameters: Record<string, string | number | boolean> = {};
  for (const [name, value] of Object.entries(given))
    setCell(parameters, name, fromInferParameter(value));
  return parameters;
}

/** Plain values as parameters of a message. */
export function toInferParameters(parameters: Parameters = {}): InferParameters {
  return Object.fromEntries(
    Object.entries(parameters).map(([name, value]) => [name, toInferParameter(value)]),
  );
}

/** A parameter without a value is an empty text. */
function fromInferParameter(given: InferParameter): string | number | boolean {
  const { bool_param: truth, string_param: text, double_param: double } = given;
  const whole = given.int64_param ?? given.uint64_param;
  if (whole === undefined) return truth ?? double ?? text ?? '';
  return Number.isSafeInteger(Number(whole)) ? Number(whole) : whole;
}

function toInferParameter(value: string | number | boolean): InferParameter {
  if (typeof value === 'string') return { string_param: value };
  if (typeof value === 'boolean') return { bool_param: value };
  return Number.isSafeInteger(value) ? { int64_param: String(value) } : { double_param: value };
}
