import type { AnomalyName, Bounds } from '@kaizenml/contracts';
import { makePatch } from '../make-patch.ts';
import { ofValues, type RowCheck, rowCheck } from './row-check.ts';

/** A bound of a column and the check of it. */
export interface BoundCheck {
  readonly bound: number;
  readonly check: RowCheck;
  /** Widens what the patch would allow. */
  readonly reach: (value: number) => void;
}

/** Checks of a range of numbers or instants. `show` writes a value, `written` are the bounds as the schema writes them. */
export function boundChecks(
  column: string,
  { min, max }: Bounds<number>,
  names: { readonly low: AnomalyName; readonly high: AnomalyName },
  show: (value: number) => number | string,
  written: Bounds<number | string> = { min, max },
): { readonly low?: BoundCheck; readonly high?: BoundCheck } {
  return {
    ...(min === undefined
      ? {}
      : {
          low: boundCheck(column, {
            bound: min,
            said: written.min ?? min,
            name: names.low,
            end: 'min',
            show,
          }),
        }),
    ...(max === undefined
      ? {}
      : {
          high: boundCheck(column, {
            bound: max,
            said: written.max ?? max,
            name: names.high,
            end: 'max',
            show,
          }),
        }),
  };
}

function boundCheck(
  column: string,
  {
    bound,
    said,
    name,
    end,
    show,
  }: {
    readonly bound: number;
    readonly said: number | string;
    readonly name: AnomalyName;
    readonly end: 'min' | 'max';
    readonly show: (value: number) => number | string;
  },
): BoundCheck {
  let extreme = bound;
  const [least, below, down] = end === 'min' ? ['least', 'below', 'down'] : ['most', 'above', 'up'];
  const check = rowCheck(name, column, (totals) => ({
    long: `Column "${column}" must be at ${least} ${said}, got ${ofValues(totals)} ${below}, ${down} to ${show(extreme)}.`,
    details: { bound: said, extreme: show(extreme) },
    patch: Number.isFinite(extreme)
      ? makePatch({
          anomaly: name,
          column,
          says: `"${column}" may go ${down} to ${show(extreme)}.`,
          changes: [{ path: ['columns', column, 'range', end], from: said, to: show(extreme) }],
        })
      : null,
  }));
  const reach = (value: number): void => {
    if (end === 'min' ? value < extreme : value > extreme) extreme = value;
  };
  return { bound, check, reach };
}
