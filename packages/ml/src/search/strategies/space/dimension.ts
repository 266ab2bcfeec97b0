import type { ParamSpec } from '@kaizenml/contracts';
import { exp, log, type Random } from '../../../math/index.ts';

/** A value of a parameter. */
export type Value = number | string | boolean;

/** A parameter that a search varies. Its *unit* is a number in [0, 1]; of a choice it is the place of the choice. */
export type Dimension = NumberDimension | ChoiceDimension;

/** A number between two bounds. */
export interface NumberDimension {
  readonly kind: 'number';
  readonly name: string;
  readonly low: number;
  readonly high: number;
  readonly scale: 'linear' | 'log';
  readonly isInteger: boolean;
  /** Unit of the default, or of the bound that is nearest to it. */
  readonly start: number;
}

/** One of a few values that have no order. */
export interface ChoiceDimension {
  readonly kind: 'choice';
  readonly name: string;
  readonly choices: readonly (string | boolean)[];
  /** Place of the default. */
  readonly start: number;
}

/** What a search may vary of a parameter; undefined when its description names no search. */
export function dimensionOf(name: string, spec: ParamSpec): Dimension | undefined {
  if (!spec.search) return undefined;
  if (spec.kind !== 'number') {
    const choices = spec.kind === 'flag' ? [true, false] : spec.choices;
    return { kind: 'choice', name, choices, start: choices.indexOf(spec.default as never) };
  }
  const { range, scale } = spec.search;
  const [low, high] = range;
  const free = {
    kind: 'number',
    name,
    low,
    high,
    scale,
    isInteger: spec.integer === true,
  } as const;
  return { ...free, start: unitOf({ ...free, start: 0 }, spec.default) };
}

/** The value at a unit: numbers with three digits, whole ones rounded, within the bounds. */
export function valueAt(dimension: Dimension, unit: number): Value {
  if (dimension.kind === 'choice') return dimension.choices[unit];
  const { low, high, scale, isInteger } = dimension;
  const value =
    scale === 'log' ? exp(log(low) + unit * (log(high) - log(low))) : low + unit * (high - low);
  const rounded = isInteger ? Math.round(value) : Number(value.toPrecision(3));
  return Math.min(high, Math.max(low, rounded));
}

/** The unit of a value; a number beyond a bound counts as the bound, an unknown choice as the default. */
export function unitOf(dimension: Dimension, value: Value): number {
  if (dimension.kind === 'choice') {
    const at = dimension.choices.indexOf(value as never);
    return at < 0 ? dimension.start : at;
  }
  const { low, high, scale } = dimension;
  const within = Math.min(high, Math.max(low, Number(value)));
  return scale === 'log'
    ? log(within / low) / log(high / low)
    : (within - low) / Math.max(high - low, Number.MIN_VALUE);
}

/** A unit drawn evenly. */
export function drawUnit(dimension: Dimension, random: Random): number {
  return dimension.kind === 'choice' ? random.below(dimension.choices.length) : random.next();
}

/** How many values it has; Infinity for a real number. */
export function valueCount(dimension: Dimension): number {
  if (dimension.kind === 'choice') return dimension.choices.length;
  return dimension.isInteger ? dimension.high - dimension.low + 1 : Number.POSITIVE_INFINITY;
}
