import { z } from 'zod';
import { COLUMN_TYPES, type DataSchema, LIFECYCLE_STAGES, TEXT_FORMATS } from '../data/schema.ts';

const share = z.number().min(0).max(1);
const count = z.number().int().min(0);
const bounds = <Bound extends z.ZodType>(bound: Bound) =>
  z.strictObject({ min: bound.optional(), max: bound.optional() });

/** Bounds on how far two distributions lie apart; the first that is passed is an anomaly. */
const comparator = z.strictObject({
  maxLInfinity: share.optional().describe('Largest difference of the shares of one value.'),
  maxJensenShannon: share
    .optional()
    .describe('Jensen-Shannon divergence, base 2, of the values or of the bins of numbers.'),
  maxNormalizedDifference: share
    .optional()
    .describe('Largest difference of the counts of one value, over all rows of both.'),
});

/** What one column must hold. What is not said is not checked. */
const columnSchema = z.strictObject({
  type: z.enum(COLUMN_TYPES),
  doc: z.string().optional().describe('What the column means.'),
  unit: z.string().optional(),
  stage: z
    .enum(LIFECYCLE_STAGES)
    .optional()
    .describe('Only production columns are checked. Default production.'),
  presence: z
    .strictObject({ minShare: share.optional(), minCount: count.optional() })
    .optional()
    .describe('The column must be there, with values in so many rows.'),
  values: z.array(z.string()).optional().describe('The values that are allowed.'),
  domain: z.string().optional().describe('Name of an entry of `domains`, instead of `values`.'),
  minDomainMass: share
    .optional()
    .describe('Share of the values that must be in the domain. Default 1.'),
  range: z
    .strictObject({
      min: z.union([z.number(), z.string()]).optional(),
      max: z.union([z.number(), z.string()]).optional(),
    })
    .optional()
    .describe('Smallest and largest value, both allowed; ISO 8601 of dates.'),
  disallowNaN: z.boolean().optional(),
  disallowInfinity: z.boolean().optional(),
  isCategorical: z.boolean().optional().describe('Whole numbers that name something.'),
  booleanWords: z
    .strictObject({ true: z.string(), false: z.string() })
    .optional()
    .describe('How true and false are written.'),
  format: z.enum(TEXT_FORMATS).optional().describe('What texts look like.'),
  length: bounds(count).optional().describe('Code points of a text.'),
  valueCount: bounds(count).optional().describe('Values in one cell that holds a list.'),
  distinct: bounds(count).optional().describe('Different values in the column.'),
  isUnique: z.boolean().optional().describe('No value occurs twice.'),
  environments: z
    .strictObject({ only: z.array(z.string()).optional(), not: z.array(z.string()).optional() })
    .optional()
    .describe('Where the column is expected. Default: everywhere.'),
  skew: comparator.optional().describe('Training against serving.'),
  drift: comparator.optional().describe('A span against the one before.'),
});

/** A condition over the columns of one row, such as `tips <= fare`. */
const rowRule = z.strictObject({
  name: z.string().min(1),
  check: z.string().min(1).describe('Expression that must hold in every row; see the guide.'),
  doc: z.string().optional(),
  minShare: share.optional().describe('Share of the rows in which it must hold. Default 1.'),
  severity: z.enum(['info', 'warning', 'error']).optional().describe('Default error.'),
});

/** Values that must occur in another dataset. */
const foreignKey = z.strictObject({
  columns: z.array(z.string()).min(1),
  dataset: z.string().min(1).describe('`name`, `name@version`, or the path of a file.'),
  references: z.array(z.string()).min(1).describe('As many columns of that dataset.'),
  minShare: share.optional().describe('Share of the rows that must find theirs. Default 1.'),
});

/** Decision of a person on a proposed change. */
const decision = z.strictObject({
  at: z.string().describe('ISO 8601 instant.'),
  by: z.string(),
  decision: z.enum(['inferred', 'accepted', 'rejected', 'edited']),
  anomaly: z.string().optional().describe('Name of the anomaly that proposed it.'),
  column: z.string().optional(),
  patch: z.string().optional(),
  says: z.string().describe('The change in words.'),
  why: z.string().optional(),
});

/** What a dataset must hold: a file that people read, edit and review. */
export const SchemaFile = z.strictObject({
  kaizenSchema: z.literal(1).describe('Version of the format.'),
  dataset: z.string().optional(),
  doc: z.string().optional(),
  environments: z
    .array(z.string())
    .optional()
    .describe('Environments that columns are expected in. Default: training and serving.'),
  rows: bounds(count).optional().describe('Rows of the table.'),
  rowsDrift: bounds(z.number().min(0))
    .optional()
    .describe('Rows over those of the span before: 0.5 is half of them.'),
  rowsVersion: bounds(z.number().min(0))
    .optional()
    .describe('Rows over those of the version before.'),
  key: z.array(z.string()).optional().describe('Columns that together occur once.'),
  freshness: z
    .strictObject({
      column: z.string(),
      within: z.string().regex(/^\d+(\.\d+)?(m|h|d)$/, 'must be a number with m, h or d, as "24h"'),
    })
    .optional()
    .describe('The newest date of a column is no older.'),
  domains: z
    .record(z.string(), z.array(z.string()))
    .optional()
    .describe('Lists of values that several columns share.'),
  columns: z.record(z.string(), columnSchema),
  rules: z.array(rowRule).optional(),
  foreignKeys: z.array(foreignKey).optional(),
  history: z.array(decision).optional().describe('Who decided what, oldest first.'),
}) satisfies z.ZodType<DataSchema>;
