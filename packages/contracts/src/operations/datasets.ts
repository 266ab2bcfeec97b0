import { z } from 'zod';
import { localOperation, operation } from './operation.ts';
import { ColumnKindSchema, FindingSchema, Instant, Name, pageOf, paging } from './shared.ts';

export const DatasetVersion = z.object({
  name: Name,
  version: z.number().int().min(1),
  hash: z.string().describe('SHA-256 of the content: names, kinds and values.'),
  nRows: z.number().int(),
  nColumns: z.number().int(),
  createdAt: Instant,
  source: z.string().describe('File name that it was read from.'),
});

export const ColumnProfile = z.object({
  name: z.string(),
  kind: ColumnKindSchema,
  nMissing: z.number().int(),
  nDistinct: z.number().int(),
  min: z.union([z.number(), z.string()]).nullable(),
  max: z.union([z.number(), z.string()]).nullable(),
  mean: z.number().nullable(),
  sd: z.number().nullable().describe('Sample standard deviation (n - 1).'),
  quantiles: z
    .object({ p25: z.number(), p50: z.number(), p75: z.number() })
    .nullable()
    .describe('Linear interpolation between order statistics.'),
  top: z
    .array(z.object({ value: z.string(), count: z.number().int() }))
    .readonly()
    .describe('Most frequent values, at most 10.'),
  histogram: z
    .object({ edges: z.array(z.number()).readonly(), counts: z.array(z.number().int()).readonly() })
    .nullable()
    .describe('Equal-width bins; `edges` has one more entry than `counts`.'),
});

export const DatasetProfile = z.object({
  nRows: z.number().int(),
  nColumns: z.number().int(),
  nDuplicateRows: z.number().int(),
  columns: z.array(ColumnProfile).readonly(),
  findings: z.array(FindingSchema).readonly(),
});

const READ_ERRORS = [
  'FILE_NOT_FOUND',
  'FILE_NOT_READABLE',
  'FILE_NOT_A_TABLE',
  'TABLE_EMPTY',
  'ROW_RAGGED',
  'LINE_TOO_LONG',
  'COLUMN_DUPLICATE',
] as const;

export const datasetsAdd = localOperation({
  name: 'datasets.add',
  doc: 'Reads a file into a content-hashed dataset version.',
  localOnly: 'It opens any file that the server may read, and its errors tell what lies there.',
  input: z.object({
    path: z.string().min(1).describe('CSV, TSV, Parquet, JSON lines or ARFF file.'),
    name: Name.optional().describe(
      'Name of the dataset. Default: the file name without its ending.',
    ),
  }),
  output: DatasetVersion.extend({ findings: z.array(FindingSchema), isNew: z.boolean() }),
  errors: [...READ_ERRORS, 'DISK_FULL', 'HOME_NOT_WRITABLE'],
  positional: ['path'],
  example: { path: 'penguins.csv' },
});

export const datasetsLint = localOperation({
  name: 'datasets.lint',
  doc: 'Finds what is wrong with a delimited file, line by line, before anyone learns from it.',
  localOnly: 'It opens any file that the server may read, and its findings tell what lies there.',
  input: z.object({
    path: z.string().min(1).describe('CSV or TSV file.'),
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
    delimiter: z.string(),
    findings: z.array(
      FindingSchema.required({ hint: true }).extend({
        lines: z
          .array(z.number().int().min(1))
          .describe('First lines of the file at which it shows, at most 5.'),
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
    'FILE_NOT_WRITABLE',
    'DISK_FULL',
  ],
  positional: ['path'],
  example: { path: 'customers.csv' },
});

export const datasetsList = operation({
  name: 'datasets.list',
  doc: 'Datasets with their newest version.',
  http: 'GET /api/v1/datasets',
  input: z.object(paging),
  output: pageOf(DatasetVersion),
  errors: [],
  example: { limit: 20 },
});

const datasetReference = z.object({
  name: z.string().describe('`name`, or `name@version`.'),
});

export const datasetsShow = operation({
  name: 'datasets.show',
  doc: 'One dataset with its versions, newest first.',
  http: 'GET /api/v1/datasets/{name}',
  input: datasetReference,
  output: DatasetVersion.extend({
    columns: z.array(z.object({ name: z.string(), kind: ColumnKindSchema })),
    versions: z.array(
      z.object({ version: z.number().int(), hash: z.string(), createdAt: Instant }),
    ),
  }),
  errors: ['DATASET_NOT_FOUND'],
  example: { name: 'penguins' },
});

export const datasetsProfile = operation({
  name: 'datasets.profile',
  doc: 'What each column of a dataset holds: kinds, missing values, ranges, quantiles, frequent values.',
  http: 'GET /api/v1/datasets/{name}/profile',
  input: datasetReference,
  output: DatasetProfile,
  errors: ['DATASET_NOT_FOUND', 'ARTIFACT_NOT_FOUND', 'ARTIFACT_DAMAGED'],
  example: { name: 'penguins' },
});
