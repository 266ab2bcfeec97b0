import type { ColumnKind } from '@kaizenml/contracts';
import { DAY_MS } from '../../table/index.ts';
import { isRecord } from '../state-shape.ts';

/** How two columns become one: `days` lie between two dates; a `pair` is a category whose levels are pairs of levels. */
export const OPERATIONS = ['ratio', 'difference', 'product', 'days', 'pair'] as const;
export type Operation = (typeof OPERATIONS)[number];

/** A column that a graph makes of two of its inputs, before any step. */
export interface DerivedColumn {
  /** No input has it. */
  readonly name: string;
  readonly operation: Operation;
  readonly of: readonly [string, string];
  /** Numbers beyond count as its ends: a quotient by almost 0 says no more than a large one. */
  readonly range: readonly [low: number, high: number];
}

/** The kind of a derived column. */
export function kindOfDerived({
  operation,
}: Pick<DerivedColumn, 'operation'>): 'number' | 'category' {
  return operation === 'pair' ? 'category' : 'number';
}

/** Kinds of columns that an operation takes. */
export function takenKinds(operation: Operation): readonly ColumnKind[] {
  if (operation === 'pair') return ['category', 'boolean'];
  return operation === 'days' ? ['date'] : ['number'];
}

/** What people read: `income / households`. */
export function nameOfDerived(operation: Operation, [a, b]: readonly [string, string]): string {
  const sign = { ratio: '/', difference: '-', product: '*', days: '-', pair: '&' }[operation];
  return `${a} ${sign} ${b}`;
}

/**
 * The arithmetic of a number of two numbers; NaN where it has none.
 *
 * @returns A function that keeps to the range.
 */
export function numberOf(
  operation: Exclude<Operation, 'pair'>,
  [low, high]: readonly [number, number] = [Number.NEGATIVE_INFINITY, Number.POSITIVE_INFINITY],
): (a: number, b: number) => number {
  const within = (value: number): number => Math.min(high, Math.max(low, value));
  if (operation === 'ratio') return (a, b) => (b === 0 ? Number.NaN : within(a / b));
  if (operation === 'product') return (a, b) => within(a * b);
  if (operation === 'days') return (a, b) => within((a - b) / DAY_MS);
  return (a, b) => within(a - b);
}

/** The level of a pair of levels; a missing one is part of the pair. */
export function pairOf(a: string | null, b: string | null): string {
  return JSON.stringify([a, b]);
}

/** Whether a value from an artifact describes a derived column. */
export function isDerived(value: unknown): value is DerivedColumn {
  return (
    isRecord(value) &&
    typeof value.name === 'string' &&
    OPERATIONS.some((operation) => operation === value.operation) &&
    isTwo(value.of, (name) => typeof name === 'string') &&
    isTwo(value.range, Number.isFinite)
  );
}

function isTwo(value: unknown, holds: (item: unknown) => boolean): boolean {
  return Array.isArray(value) && value.length === 2 && value.every(holds);
}
