import { z } from 'zod';
import { localOperation } from '../operation.ts';
import { READ_ERRORS } from './reference.ts';

export const datasetsRedact = localOperation({
  name: 'datasets.redact',
  doc: 'Finds data about persons and says what would be done to it, or writes a new file without it.',
  localOnly: 'It opens any file that the server may read, and writes a file and reads a key there.',
  input: z.object({
    source: z.string().min(1).describe('A data file, or a dataset as `name` or `name@version`.'),
    out: z
      .string()
      .min(1)
      .optional()
      .describe(
        'New file in the format of its ending: Parquet, JSON lines, else CSV. Without it nothing is written: the answer is the plan.',
      ),
    column: z
      .string()
      .min(1)
      .optional()
      .describe(
        'What is done to columns, as `name=action`, parted by commas: `keep`, `mask`, `drop`, `pseudonym`, `year`, `band` or `band:WIDTH`. Default: what is found out about each.',
      ),
    keyFile: z
      .string()
      .min(1)
      .optional()
      .describe(
        'File with the key of pseudonyms, 16 bytes or more. It is read, never written or logged.',
      ),
  }),
  output: z.object({
    source: z.string(),
    out: z.string().nullable().describe('The new file; null for a plan.'),
    nRows: z.number().int(),
    nRowsLooked: z.number().int().describe('Rows on which kinds were found out, evenly spaced.'),
    columns: z.array(
      z.object({
        column: z.string(),
        found: z
          .string()
          .nullable()
          .describe('What the column holds; null where nothing was found.'),
        action: z.string(),
        isAsked: z.boolean().describe('True where `--column` says so.'),
        nChanged: z.number().int().nullable().describe('Cells that were changed; null for a plan.'),
      }),
    ),
  }),
  errors: [
    'ARGUMENT_INVALID',
    'COLUMN_UNKNOWN',
    'DATASET_NOT_FOUND',
    'FILE_NOT_WRITABLE',
    'DISK_FULL',
    'ARTIFACT_NOT_FOUND',
    'ARTIFACT_DAMAGED',
    ...READ_ERRORS,
  ],
  positional: ['source'],
  example: { source: 'customers.csv' },
});
