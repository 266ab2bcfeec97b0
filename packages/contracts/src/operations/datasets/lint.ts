import { z } from 'zod';
import { localOperation } from '../operation.ts';
import { FindingSchema } from '../shared.ts';

export const datasetsLint = localOperation({
  name: 'datasets.lint',
  doc: 'Finds what is wrong with a data file, line by line, before anyone learns from it.',
  localOnly: 'It opens any file that the server may read, and its findings tell what lies there.',
  input: z.object({
    path: z
      .string()
      .min(1)
      .describe('CSV or TSV file; Parquet, JSON lines or ARFF with rows instead of lines.'),
    strict: z.boolean().default(false).describe('Warnings fail the check too: exit code 3.'),
    format: z
      .enum(['text', 'sarif', 'github'])
      .default('text')
      .describe('What is printed: text, SARIF 2.1.0, or workflow commands of GitHub.'),
    fix: z
      .boolean()
      .default(false)
      .describe('Writes a copy in which is repaired what is safe; the source stays as it is.'),
    out: z
      .string()
      .min(1)
      .optional()
      .describe('New file for `--fix`. Default: `<name>.fixed.csv` beside the source.'),
  }),
  output: z.object({
    path: z.string(),
    format: z.enum(['text', 'sarif', 'github']),
    passed: z.boolean().describe('False with an error, and with `strict` with a warning.'),
    nRows: z.number().int(),
    nColumns: z.number().int(),
    encoding: z.string(),
    delimiter: z.string().describe('Empty for files that are no delimited text.'),
    findings: z.array(
      FindingSchema.required({ hint: true }).extend({
        lines: z
          .array(z.number().int().min(1))
          .describe(
            'First lines of the file at which it shows, at most 5; rows of files without lines.',
          ),
      }),
    ),
    fixed: z
      .object({
        path: z.string(),
        nRows: z.number().int(),
        repairs: z.array(
          z.object({
            what: z.string(),
            column: z.string().nullable(),
            count: z.number().int(),
          }),
        ),
      })
      .nullable()
      .describe('The repaired copy; null without `fix`.'),
  }),
  errors: [
    'ARGUMENT_INVALID',
    'FILE_NOT_FOUND',
    'FILE_NOT_READABLE',
    'FILE_NOT_A_TABLE',
    'TABLE_EMPTY',
    'LINE_TOO_LONG',
    'COLUMN_DUPLICATE',
    'FILE_NOT_WRITABLE',
    'DISK_FULL',
  ],
  positional: ['path'],
  example: { path: 'customers.csv' },
});
