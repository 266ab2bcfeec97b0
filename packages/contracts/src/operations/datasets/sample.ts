import { z } from 'zod';
import { operation } from '../operation.ts';
import { Name } from '../shared.ts';
import { datasetReference } from './reference.ts';
import { DatasetVersion } from './versions.ts';

export const datasetsSample = operation({
  name: 'datasets.sample',
  doc: 'Makes a version of rows drawn from another one, and writes down where they came from.',
  http: 'POST /api/v1/datasets/{name}/sample',
  input: datasetReference.extend({
    rows: z.coerce
      .number()
      .int()
      .min(1)
      .optional()
      .describe('Rows to draw, without putting any back.'),
    share: z.coerce
      .number()
      .gt(0)
      .max(1)
      .optional()
      .describe('Share of the rows to draw, instead of `rows`; at least one row.'),
    by: z
      .string()
      .min(1)
      .optional()
      .describe('Column whose values keep their shares, to the row. Missing counts as a value.'),
    seed: z.coerce.number().int().min(0).default(1).describe('The same seed draws the same rows.'),
    to: Name.optional().describe('Name of the dataset that is made. Default: `<name>-sample`.'),
    rest: Name.optional().describe(
      'Name of a dataset of the rows that were not drawn: a test part set aside. Default: none is made.',
    ),
  }),
  output: DatasetVersion.extend({
    isNew: z.boolean(),
    from: z.string().describe('`name@version` of what the rows were drawn from.'),
    rest: z
      .string()
      .nullable()
      .describe('`name@version` of the rows that were not drawn, where they were asked for.'),
  }),
  errors: [
    'DATASET_NOT_FOUND',
    'ARTIFACT_NOT_FOUND',
    'ARTIFACT_DAMAGED',
    'ARGUMENT_INVALID',
    'COLUMN_UNKNOWN',
    'DISK_FULL',
    'HOME_NOT_WRITABLE',
  ],
  positional: ['name'],
  example: { name: 'penguins', share: 0.8, by: 'species', rest: 'penguins-test' },
});
