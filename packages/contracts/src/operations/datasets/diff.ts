import { z } from 'zod';
import { operation } from '../operation.ts';
import { ColumnKindSchema } from '../shared.ts';
import { READ_ERRORS } from './reference.ts';

const Cell = z.union([z.string(), z.number()]).nullable();

const ColumnFigures = z.object({
  shareMissing: z.number(),
  nDistinct: z.number().int().describe('An estimate.'),
  mean: z.number().nullable().describe('Of numbers.'),
});

export const DatasetDiff = z.object({
  before: z.object({ name: z.string(), nRows: z.number().int(), nColumns: z.number().int() }),
  after: z.object({ name: z.string(), nRows: z.number().int(), nColumns: z.number().int() }),
  isSame: z.boolean().describe('No column, no kind and no row differs; their order may.'),
  schema: z.array(
    z.object({
      column: z.string(),
      change: z.enum(['added', 'removed', 'kind']),
      before: ColumnKindSchema.nullable(),
      after: ColumnKindSchema.nullable(),
    }),
  ),
  columns: z
    .array(
      z.object({
        column: z.string(),
        before: ColumnFigures,
        after: ColumnFigures,
        top: z
          .array(z.object({ value: z.string(), before: z.number(), after: z.number() }))
          .describe('Frequent values whose share of rows moved most, at most 3.'),
      }),
    )
    .describe('Columns of both whose figures moved.'),
  rows: z.object({
    key: z
      .array(z.string())
      .describe('Columns that tell rows apart; none: whole rows are compared.'),
    keyIs: z.enum(['given', 'found', 'none']),
    nAdded: z.number().int(),
    nRemoved: z.number().int(),
    nChanged: z.number().int().describe('Rows of the same key with other cells; 0 without a key.'),
    nSame: z.number().int(),
    changedCells: z.array(z.object({ column: z.string(), count: z.number().int() })),
    sample: z.array(
      z.object({
        change: z.enum(['added', 'removed', 'changed']),
        key: z.record(z.string(), Cell),
        cells: z
          .array(z.object({ column: z.string(), before: Cell, after: Cell }))
          .describe('Of a changed row: what differs. Of the others: all cells.'),
      }),
    ),
  }),
  out: z.string().nullable().describe('The file with every row that differs; null without one.'),
});

export const datasetsDiff = operation({
  name: 'datasets.diff',
  doc: 'What differs between two versions: columns and kinds, figures, rows and cells.',
  http: 'GET /api/v1/datasets/{name}/diff',
  input: z.object({
    name: z.string().describe('What was before: `name`, `name@version` or `name@tag`.'),
    against: z.string().min(1).describe('What is after: `name`, `name@version` or `name@tag`.'),
    key: z
      .string()
      .min(1)
      .optional()
      .describe(
        'Columns that tell rows apart, with commas between. Default: a column of unique keys.',
      ),
    limit: z.coerce
      .number()
      .int()
      .min(0)
      .max(1000)
      .default(10)
      .describe('Rows shown of each change.'),
  }),
  atMachine: {
    why: 'It opens any file that the server may read, and writes one.',
    inputs: z.object({
      out: z.string().min(1).optional().describe('New CSV file for every row that differs.'),
    }),
    docs: {
      name: 'What was before: `name`, `name@version`, `name@tag`, or a data file.',
      against: 'What is after: `name`, `name@version`, `name@tag`, or a data file.',
    },
  },
  output: DatasetDiff,
  errors: [
    'DATASET_NOT_FOUND',
    'ARTIFACT_NOT_FOUND',
    'ARTIFACT_DAMAGED',
    'ARGUMENT_INVALID',
    'COLUMN_UNKNOWN',
    ...READ_ERRORS,
    'FILE_NOT_WRITABLE',
    'DISK_FULL',
    'HOME_NOT_WRITABLE',
  ],
  positional: ['name', 'against'],
  example: { name: 'penguins@1', against: 'penguins@2' },
});
