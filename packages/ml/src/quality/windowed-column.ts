import { type Binning, type ColumnWindow, effectiveRows } from '../windows/index.ts';

/** Values that are not of the kind of their column. */
export interface OtherType {
  /** Rows of the window that have one, whether it could be read all the same or not. */
  readonly nRows: number;
  /** One of them, as it came. Default: none is told. */
  readonly example?: unknown;
}

/** A column in a window, beside what it looked like in the reference. */
export interface WindowedColumn {
  readonly binning: Binning;
  readonly reference: ColumnWindow;
  /** Counted on the same binning. */
  readonly current: ColumnWindow;
  /** Windows right before it, on the same binning, so that what windows share by nature is known. Default: nobody looked. */
  readonly past?: readonly ColumnWindow[] | undefined;
  /** What came as another type, such as numbers as text. Default: nobody looked. */
  readonly otherType?: OtherType | undefined;
}

/** Rows of a window that have something, and all rows, as a test may believe them. */
export interface Part {
  readonly count: number;
  readonly of: number;
}

/** Weighted counts as whole rows that say as much. @param of Weight of all. Default: that of the window. */
export function partOf(window: ColumnWindow, count: number, of = window.weight): Part {
  const scale = window.weight > 0 ? effectiveRows(window) / window.weight : 1;
  return { count: Math.round(count * scale), of: Math.round(of * scale) };
}

/** 0 of nothing. */
export function shareOf({ count, of }: Part): number {
  return of === 0 ? 0 : count / of;
}
