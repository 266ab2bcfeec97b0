import type { MonitorType } from './monitor-files.ts';

/** Values of a column by how they read. */
export interface TypeCounts {
  readonly Integral: number;
  readonly Fractional: number;
  readonly String: number;
}

const INTEGRAL = /^\s*[+-]?\d+\s*$/;
const FRACTIONAL = /^\s*[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?\s*$/;

/** How a text reads. */
export function typeOfText(text: string): keyof TypeCounts {
  if (INTEGRAL.test(text)) return 'Integral';
  return FRACTIONAL.test(text) ? 'Fractional' : 'String';
}

/** One value that is no number makes a column one of texts, one with a point a column of fractions. */
export function inferredType(counts: TypeCounts): MonitorType {
  if (counts.String > 0) return 'String';
  if (counts.Fractional > 0) return 'Fractional';
  return counts.Integral > 0 ? 'Integral' : 'Unknown';
}

/**
 * Share of the values that are of a type, 0 to 1. Whole numbers are fractions, too; texts are a column as a whole, since a number may be
 * one of its texts.
 */
export function shareOfType(counts: TypeCounts, type: MonitorType): number {
  const { Integral, Fractional, String: nTexts } = counts;
  const n = Integral + Fractional + nTexts;
  if (n === 0 || type === 'Unknown') return 1;
  if (type === 'String') return counts.String > 0 ? 1 : 0;
  return (type === 'Integral' ? Integral : Integral + Fractional) / n;
}
