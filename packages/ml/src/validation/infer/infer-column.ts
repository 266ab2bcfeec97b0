import type { ColumnSchema, ColumnStatistics } from '@kaizenml/contracts';
import { inferDomain } from './infer-domain.ts';
import { inferFormat } from './infer-format.ts';
import { inferPresence } from './infer-presence.ts';
import { inferRange } from './infer-range.ts';
import { inferBooleanWords, inferType } from './infer-type.ts';

/** What is inferred of a column. */
export interface InferOptions {
  /** Different values up to which a text has a domain. Default 400. */
  readonly maxDomain?: number | undefined;
  /** Whether numbers get ranges: wide ones, that the next batch keeps. Default true. */
  readonly ranges?: boolean | undefined;
  /** Columns of which the caller has counted that no value occurs twice, beyond what statistics tell. */
  readonly unique?: readonly string[] | undefined;
}

/** What the next batch of a column must be like, if it is like this one. */
export function inferColumn(
  column: ColumnStatistics,
  { maxDomain = 400, ranges = true, unique = [] }: InferOptions = {},
): ColumnSchema {
  const type = inferType(column);
  const presence = inferPresence(column);
  const words = type === 'boolean' ? inferBooleanWords(column) : undefined;
  const domain = type === 'string' ? inferDomain(column, maxDomain) : undefined;
  const range = ranges ? inferRange(column, type) : undefined;
  const format = type === 'string' && domain === undefined ? inferFormat(column) : undefined;
  const isCategorical = type === 'integer' && (column.kind === 'category' || column.kind === 'id');
  const isKey = column.kind === 'id' && (isUnique(column) || unique.includes(column.name));
  const finite = type === 'number' ? finiteOf(column) : {};
  return {
    type,
    presence,
    ...(isCategorical && { isCategorical }),
    ...(words && { booleanWords: words }),
    ...domain,
    ...(range && { range }),
    ...finite,
    ...(format && { format }),
    ...(isKey && { isUnique: true }),
  };
}

/** Fewest rows from which a key can be told from chance. */
const FEWEST_ROWS = 20;

function isUnique({ distinct, nRows, nMissing }: ColumnStatistics): boolean {
  const nPresent = nRows - nMissing;
  return distinct.isExact && distinct.count === nPresent && nPresent >= FEWEST_ROWS;
}

function finiteOf({
  number,
}: ColumnStatistics): Pick<ColumnSchema, 'disallowNaN' | 'disallowInfinity'> {
  if (number === undefined) return {};
  return {
    ...(number.nNaN === 0 && { disallowNaN: true }),
    ...(number.nInfinite === 0 && { disallowInfinity: true }),
  };
}
