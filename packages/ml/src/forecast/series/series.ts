/** Numbers at equal distances in time, oldest first, complete and finite. */
export interface Series {
  readonly values: Float64Array;
  /** Steps after which a pattern repeats, such as 12 for months in years. 1: none. */
  readonly period: number;
  /** Instants of `values`, in milliseconds since 1970 UTC, for features of a calendar. Absent: not known. */
  readonly instants?: Float64Array;
}

/** The first n points of a series. */
export function firstPoints({ values, period, instants }: Series, n: number): Series {
  return {
    values: values.subarray(0, n),
    period,
    ...(instants && { instants: instants.subarray(0, n) }),
  };
}

/** The last n points of a series, or all where there are fewer. */
export function lastPoints({ values, period, instants }: Series, n: number): Series {
  const from = Math.max(0, values.length - n);
  return {
    values: values.subarray(from),
    period,
    ...(instants && { instants: instants.subarray(from) }),
  };
}
