import { z } from 'zod';
import { localOperation, operation } from '../operation.ts';
import { ColumnKindSchema, FindingSchema, Instant, Name, pageOf, paging } from '../shared.ts';
import { datasetReference, READ_ERRORS } from './reference.ts';

export const DatasetVersion = z.object({
  name: Name,
  version: z.number().int().min(1),
  hash: z.string().describe('SHA-256 of the content: names, kinds and values.'),
  nRows: z.number().int(),
  nColumns: z.number().int(),
  createdAt: Instant,
  source: z.string().describe('File name that it was read from.'),
});

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

export const datasetsList = operation({
  name: 'datasets.list',
  doc: 'Datasets with their newest version.',
  http: 'GET /api/v1/datasets',
  input: z.object(paging),
  output: pageOf(DatasetVersion),
  errors: [],
  example: { limit: 20 },
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
