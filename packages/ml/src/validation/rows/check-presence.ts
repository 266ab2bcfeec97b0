import type { ColumnSchema } from '@kaizenml/contracts';
import { type RowCheck, rowCheck } from './row-check.ts';

/** Share of a count in percent, for sentences. */
export function percent(share: number): string {
  const value = 100 * share;
  if (value > 0 && value < 0.1) return '< 0.1 %';
  return `${value < 10 && value > 0 ? value.toFixed(1) : value.toFixed(0)} %`;
}

/** The check that sees rows without a value: of share, of number, or of a column that is empty. */
export function presenceChecks(
  column: string,
  { presence }: ColumnSchema,
  isExpected: boolean,
): RowCheck[] {
  if (presence === undefined || !isExpected) return [];
  const { minShare, minCount } = presence;
  if ((minShare ?? 0) === 0 && (minCount ?? 0) === 0) return [];
  const share =
    minShare === undefined
      ? []
      : [
          rowCheck('FEATURE_TYPE_LOW_FRACTION_PRESENT', column, ({ nRows, nPresent, count }) =>
            nPresent === 0 || nPresent >= minShare * nRows
              ? undefined
              : {
                  long: `Column "${column}" must have a value in ${minShare === 1 ? 'every row' : `at least ${percent(minShare)} of the rows`}, got none in ${count} of ${nRows} rows.`,
                  details: { minShare, share: nPresent / nRows },
                },
          ),
        ];
  const number =
    minCount === undefined
      ? []
      : [
          rowCheck('FEATURE_TYPE_LOW_NUMBER_PRESENT', column, ({ nPresent }) =>
            nPresent === 0 || nPresent >= minCount
              ? undefined
              : {
                  long: `Column "${column}" must have at least ${minCount} values, got ${nPresent}.`,
                  details: { minCount, nPresent },
                },
          ),
        ];
  const none = rowCheck('FEATURE_TYPE_NOT_PRESENT', column, ({ nRows, nPresent }) =>
    nPresent > 0
      ? undefined
      : {
          long: `Column "${column}" must have values, got none in ${nRows} row${nRows === 1 ? '' : 's'}.`,
          details: { nRows },
        },
  );
  return [...share, ...number, none];
}
