import { z } from 'zod';
import { READ_ERRORS } from './datasets/reference.ts';
import { localOperation } from './operation.ts';
import { ColumnKindSchema } from './shared.ts';

const LOCAL = 'It opens any file that the server may read, and its answer tells what lies there.';

const Share = z.number().min(0).max(1);

const ComparedColumn = z.object({
  column: z.string(),
  kind: ColumnKindSchema,
  verdict: z
    .enum(['drift', 'may be chance', 'too small', 'calm'])
    .describe(
      'Drift: large, and surely no chance; a large difference may be chance, a sure one too small to matter.',
    ),
  test: z.string().describe('The test that the values were compared by.'),
  effect: z.number().nullable().describe('How large the difference is; null where it is infinite.'),
  score: z.number().nullable().describe('What the threshold is held against.'),
  threshold: z.number().describe('The customary one of the test.'),
  pValue: z.number().nullable().describe('Null where the test cannot say.'),
  adjustedPValue: z
    .number()
    .nullable()
    .describe('Accounts for all columns; null of customary judging.'),
  shareMissingReference: Share,
  shareMissingCurrent: Share,
  why: z.string().nullable().describe('What moved, in words; null without drift.'),
  newLevels: z
    .array(z.object({ level: z.string(), share: Share }))
    .describe('Levels that the reference has not, the most frequent 5.'),
  nUnreadable: z
    .number()
    .int()
    .describe('Cells that the kind cannot hold, such as words among numbers: counted as missing.'),
});

export const monitorsCompare = localOperation({
  name: 'monitors.compare',
  doc: 'Compares a data file with a reference, column by column, in memory that does not grow with the rows.',
  localOnly: LOCAL,
  input: z.object({
    current: z.string().min(1).describe('Data file: CSV, Parquet, JSON lines or ARFF.'),
    reference: z
      .string()
      .min(1)
      .describe('Stored reference (`.baseline`), or a data file that is counted first.'),
    test: z
      .string()
      .min(1)
      .optional()
      .describe(
        'Customary test, with its threshold, of every column that it can compare, such as `psi`. Default: the recommended one of each kind.',
      ),
    customary: z
      .boolean()
      .default(false)
      .describe(
        'Judges each column alone, by its customary test and threshold, as others do. Default: effect and significance, over all columns.',
      ),
    rate: z.coerce
      .number()
      .gt(0)
      .lt(1)
      .default(0.05)
      .describe('Share of the columns that are called drift which may be false, on average.'),
    leastEffect: z.coerce
      .number()
      .min(0)
      .max(1)
      .default(0.1)
      .describe('Effect from which on a difference matters.'),
  }),
  output: z.object({
    current: z.string(),
    reference: z.string(),
    nCurrent: z.number().int(),
    nReference: z.number().int(),
    status: z.enum(['ok', 'drift']),
    nDrifted: z.number().int(),
    judging: z.enum(['recommended', 'customary']),
    rate: z.number().nullable().describe('Null of customary judging.'),
    leastEffect: z.number().nullable().describe('Null of customary judging.'),
    columns: z.array(ComparedColumn).describe('Drift first, the largest effects first.'),
    absent: z.array(z.string()).describe('Columns of the reference that the file has not.'),
    others: z.array(z.string()).describe('Columns of the file that the reference has not.'),
  }),
  errors: [...READ_ERRORS, 'ARGUMENT_INVALID', 'DISK_FULL', 'HOME_NOT_WRITABLE'],
  positional: ['current'],
  example: { current: 'june.parquet', reference: 'training.baseline' },
});

export const monitorsReference = localOperation({
  name: 'monitors.reference',
  doc: 'Writes down what the columns of a data file look like: a few kilobytes per column that later files are compared with.',
  localOnly: 'It opens any file that the server may read, and writes one.',
  input: z.object({
    path: z.string().min(1).describe('Data file: CSV, Parquet, JSON lines or ARFF.'),
    out: z
      .string()
      .min(1)
      .optional()
      .describe('File that is written. Default: the data file with the ending `.baseline`.'),
  }),
  output: z.object({
    path: z.string(),
    out: z.string(),
    nRows: z.number().int(),
    nColumns: z.number().int(),
    sizeBytes: z.number().int(),
  }),
  errors: [...READ_ERRORS, 'FILE_NOT_WRITABLE', 'DISK_FULL', 'HOME_NOT_WRITABLE'],
  positional: ['path'],
  example: { path: 'training.parquet' },
});
