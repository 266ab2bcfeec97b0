import { z } from 'zod';
import { operation } from '../operation.ts';
import { ColumnKindSchema, FindingSchema } from '../shared.ts';
import { datasetReference } from './reference.ts';

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

export const datasetsProfile = operation({
  name: 'datasets.profile',
  doc: 'What each column of a dataset holds: kinds, missing values, ranges, quantiles, frequent values.',
  http: 'GET /api/v1/datasets/{name}/profile',
  input: datasetReference,
  output: DatasetProfile,
  errors: ['DATASET_NOT_FOUND', 'ARTIFACT_NOT_FOUND', 'ARTIFACT_DAMAGED'],
  example: { name: 'penguins' },
});
