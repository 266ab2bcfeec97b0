import { z } from 'zod';
import { operation } from '../operation.ts';
import { FindingSchema, TaskSchema } from '../shared.ts';
import { READ_ERRORS } from './reference.ts';

export const datasetsCheck = operation({
  name: 'datasets.check',
  doc: 'Runs every guardrail on a table, and on its split: leaks, contamination, ids, labels, values, personal data.',
  http: 'POST /api/v1/datasets/{source}/check',
  input: z.object({
    source: z.string().min(1).describe('`name`, or `name@version`.'),
    target: z
      .string()
      .min(1)
      .optional()
      .describe('Column to predict. Without it, leaks and labels are not looked at.'),
    task: TaskSchema.optional().describe('Default: inferred from the target.'),
    ignore: z.array(z.string()).default([]).describe('Columns that no model will use.'),
    time: z.string().min(1).optional().describe('Column that tells the time of a row.'),
    strict: z.boolean().default(false).describe('Warnings fail the check too: exit code 3.'),
    seed: z.number().int().min(0).default(1).describe('Same seed, same samples.'),
  }),
  atMachine: {
    why: 'It opens any file that the server may read, and its findings tell what lies there.',
    inputs: z.object({
      test: z
        .string()
        .min(1)
        .optional()
        .describe('File of the test rows. Default: a random fifth of the table stands for them.'),
    }),
    docs: { source: 'Data file, or `name` or `name@version` of a dataset.' },
  },
  output: z.object({
    source: z.string(),
    target: z.string().nullable(),
    task: TaskSchema.nullable(),
    test: z.string().nullable(),
    passed: z.boolean().describe('False with an error, and with `strict` with a warning.'),
    nRows: z.number().int(),
    nColumns: z.number().int(),
    nTestRows: z.number().int().nullable(),
    findings: z.array(FindingSchema).describe('Errors first, then warnings, then notes.'),
  }),
  errors: [
    ...READ_ERRORS,
    'DATASET_NOT_FOUND',
    'ARTIFACT_NOT_FOUND',
    'ARTIFACT_DAMAGED',
    'COLUMN_UNKNOWN',
    'TARGET_UNUSABLE',
    'TABLE_TOO_SMALL',
    'FEATURES_UNUSABLE',
    'DISK_FULL',
  ],
  positional: ['source'],
  example: { source: 'customers', target: 'churned' },
});
