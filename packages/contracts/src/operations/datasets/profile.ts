import { z } from 'zod';
import { operation } from '../operation.ts';
import { FindingSchema } from '../shared.ts';
import { READ_ERRORS } from './reference.ts';
import { StatisticsSchema } from './statistics.ts';

export const DatasetProfile = z.object({
  name: z.string().describe('`name@version` of a dataset, or the file.'),
  source: z.string().describe('File name that it was read from.'),
  target: z.string().nullable().describe('Column that associations lead to; null without one.'),
  columns: z
    .array(z.string())
    .nullable()
    .describe('The columns that were asked for; null for all of them.'),
  statistics: StatisticsSchema,
  against: StatisticsSchema.nullable().describe('Of what it is compared with.'),
  againstName: z.string().nullable(),
  findings: z.array(FindingSchema).readonly(),
  html: z.string().nullable().describe('The page that was written; null without one.'),
});

export const datasetsProfile = operation({
  name: 'datasets.profile',
  doc: 'What each column of a dataset holds: kinds, missing values, ranges, quantiles, frequent values, associations.',
  http: 'GET /api/v1/datasets/{name}/profile',
  input: z.object({
    name: z.string().describe('`name`, or `name@version`.'),
    target: z.string().min(1).optional().describe('Column whose associations are told first.'),
    against: z.string().min(1).optional().describe('Another dataset that it is compared with.'),
    columns: z
      .string()
      .min(1)
      .optional()
      .describe('Only these columns, separated by commas: their figures to the last digit.'),
  }),
  atMachine: {
    why: 'It opens any file that the server may read, and writes pages.',
    inputs: z.object({
      html: z.string().min(1).optional().describe('New file for the profile as a page.'),
    }),
    docs: {
      name: '`name`, `name@version`, or a data file.',
      against: 'Another dataset or data file that it is compared with.',
    },
  },
  output: DatasetProfile,
  errors: [
    'DATASET_NOT_FOUND',
    'ARTIFACT_NOT_FOUND',
    'ARTIFACT_DAMAGED',
    'COLUMN_UNKNOWN',
    ...READ_ERRORS,
    'FILE_NOT_WRITABLE',
    'DISK_FULL',
    'HOME_NOT_WRITABLE',
  ],
  example: { name: 'penguins' },
});
