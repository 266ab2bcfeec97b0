import { z } from 'zod';
import { ColumnKindSchema } from '../shared.ts';

const Count = z.number().int();
const Figure = z.number().nullable();

const Histogram = z
  .object({
    edges: z.array(z.number()).readonly(),
    counts: z.array(Count).readonly(),
    error: z.number().describe('What a count may be off by, in rows; 0 when exact.'),
  })
  .describe('Bin k holds what lies in [edges[k], edges[k + 1]), the last one its upper edge, too.');

const NumberFigures = z.object({
  isInteger: z.boolean(),
  min: Figure,
  max: Figure,
  mean: Figure,
  sd: Figure.describe('Sample standard deviation (n - 1).'),
  nZeros: Count,
  nNegative: Count,
  nNaN: Count,
  nInfinite: Count,
  quantiles: z
    .array(z.object({ share: z.number(), value: z.number() }))
    .readonly()
    .describe('Linear interpolation between order statistics.'),
  rankError: z.number().describe('Bound of the rank error of quantiles; 0 when exact.'),
  equalWidth: Histogram.nullable(),
  equalCount: Histogram.nullable(),
});

const TextFigures = z.object({
  minLength: Count,
  maxLength: Count,
  meanLength: z.number(),
  nPadded: Count,
  nInvalidUtf8: Count,
  nNumeric: Count,
  nInteger: Count,
});

const DateFigures = z.object({
  first: z.string(),
  last: z.string(),
  usualGapDays: Figure,
  gaps: z.array(z.object({ from: z.string(), to: z.string(), days: z.number() })).readonly(),
});

const ColumnFigures = z.object({
  name: z.string(),
  kind: ColumnKindSchema,
  nRows: Count,
  nMissing: Count,
  distinct: z.object({ count: Count, isExact: z.boolean(), relativeError: z.number() }),
  top: z
    .array(z.object({ value: z.string(), count: Count, error: z.number() }))
    .readonly()
    .describe('Most frequent values, at most 20.'),
  values: z
    .array(z.object({ value: z.string(), count: Count, error: z.number() }))
    .readonly()
    .optional()
    .describe('Every value, where there are at most 1000 different ones.'),
  number: NumberFigures.optional(),
  text: TextFigures.optional(),
  date: DateFigures.optional(),
});

/** `DatasetStatistics` on the wire. */
export const StatisticsSchema = z.object({
  nRows: Count,
  nDuplicateRows: Count.nullable().describe(
    'Rows that equal an earlier row; null where they were not counted.',
  ),
  columns: z.array(ColumnFigures).readonly(),
  associations: z
    .array(
      z.object({
        columns: z.tuple([z.string(), z.string()]).readonly(),
        measure: z.enum([
          'pearson',
          'spearman',
          'cramers-v',
          'correlation-ratio',
          'mutual-information',
        ]),
        value: z.number(),
      }),
    )
    .readonly()
    .optional(),
  nAssociatedRows: Count.optional().describe(
    'Rows that the associations were measured on: all, or a sample.',
  ),
});
