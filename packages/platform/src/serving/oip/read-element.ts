import { showValue } from '@kaizenml/contracts';
import type { Datatype } from '../../runtimes/index.ts';
import { datatypeOf } from './datatypes.ts';
import { fromBrain, fromHalf, toBrain, toHalf } from './short-floats.ts';

/** An element as its datatype holds it, or what is wrong with it, without a subject. */
export type ReadElement =
  | { readonly ok: true; readonly element: number | bigint | boolean | string | null }
  | { readonly ok: false; readonly problem: string };

/**
 * Reads one JSON value as an element.
 *
 * A whole number is taken for a float, 0 and 1 for a boolean, digits in text for a 64-bit integer, and null for a missing float (NaN)
 * or text. What would lose its meaning is refused: a fraction for an integer, a number beyond the range, text for a number.
 */
export function readElement(datatype: Datatype, value: unknown): ReadElement {
  const { kind, range } = datatypeOf(datatype);
  if (kind === 'float') return readFloat(datatype, value);
  if (kind === 'integer') return readInteger(datatype, { value, range: range ?? [0n, 0n] });
  if (kind === 'boolean') {
    if (typeof value === 'boolean') return { ok: true, element: value };
    if (value === 0 || value === 1) return { ok: true, element: value === 1 };
    return { ok: false, problem: `must be true or false, got ${showValue(value)}` };
  }
  if (typeof value === 'string' || value === null) return { ok: true, element: value };
  return { ok: false, problem: `must be text, got ${showValue(value)}` };
}

const ROUNDED: Partial<Record<Datatype, (value: number) => number>> = {
  FP32: Math.fround,
  FP16: (value) => fromHalf(toHalf(value)),
  BF16: (value) => fromBrain(toBrain(value)),
};

function readFloat(datatype: Datatype, value: unknown): ReadElement {
  if (value === null) return { ok: true, element: Number.NaN };
  if (typeof value !== 'number')
    return { ok: false, problem: `must be a number, got ${showValue(value)}` };
  const held = ROUNDED[datatype]?.(value) ?? value;
  if (Number.isFinite(held)) return { ok: true, element: value };
  return { ok: false, problem: `must be in the range of ${datatype}, got ${value}` };
}

function readInteger(
  datatype: Datatype,
  { value, range: [low, high] }: { value: unknown; range: readonly [bigint, bigint] },
): ReadElement {
  const isWide = datatype === 'INT64' || datatype === 'UINT64';
  const whole = toWhole(value, isWide);
  if (whole === undefined)
    return { ok: false, problem: `must be a whole number, got ${showValue(value)}` };
  if (whole < low || whole > high)
    return { ok: false, problem: `must be between ${low} and ${high}, got ${whole}` };
  return { ok: true, element: isWide ? whole : Number(whole) };
}

function toWhole(value: unknown, isWide: boolean): bigint | undefined {
  if (typeof value === 'bigint') return value;
  if (typeof value === 'number') return Number.isSafeInteger(value) ? BigInt(value) : undefined;
  // The digits of a 64-bit integer: more are outside every range, and slow to read.
  return isWide && typeof value === 'string' && /^-?\d{1,20}$/.test(value)
    ? BigInt(value)
    : undefined;
}
