import { z } from 'zod';
import { localOperation } from '../operation.ts';

const Figure = z
  .object({ mean: z.number(), standardError: z.number() })
  .describe('Over the folds; the standard error is 0 of a single one.');

export const datasetsSelect = localOperation({
  name: 'datasets.select',
  doc: 'Compares ways to choose features on the same folds, each fitted inside them: filters, a wrapper, and models that choose.',
  localOnly: 'It opens any file that the server may read.',
  input: z.object({
    path: z.string().min(1).describe('File with a table.'),
    target: z.string().min(1).describe('Column that is to be predicted.'),
    task: z
      .enum(['binary', 'multiclass', 'regression'])
      .optional()
      .describe('What is to be learned. Default: what the target says.'),
    ignore: z
      .string()
      .min(1)
      .optional()
      .describe('Columns that may not be used, with commas between them.'),
    model: z
      .enum(['line', 'trees'])
      .default('line')
      .describe('What learns from the chosen features: a linear model, or boosted trees.'),
    count: z.coerce
      .number()
      .int()
      .min(1)
      .optional()
      .describe('Features that are kept at most. Default: half of them.'),
    folds: z.coerce.number().int().min(2).max(20).default(5).describe('Folds that all ways share.'),
    rows: z.coerce
      .number()
      .int()
      .min(20)
      .default(5000)
      .describe('Rows that are used at most, drawn by the seed.'),
    seed: z.coerce.number().int().min(0).default(1).describe('The same seed gives the same table.'),
  }),
  output: z.object({
    path: z.string(),
    target: z.string(),
    task: z.enum(['binary', 'multiclass', 'regression']),
    model: z.string().describe('Name of the estimator that learned.'),
    nRows: z.number().int(),
    nFolds: z.number().int(),
    metrics: z.array(z.string()).describe('Names of the metrics, the one that decides first.'),
    ways: z.array(
      z.object({
        name: z.string(),
        title: z.string(),
        kind: z.enum(['none', 'filter', 'wrapper', 'embedded']),
        nFeatures: z.number().describe('Features that were kept, mean over the folds.'),
        metrics: z.record(z.string(), Figure),
        gain: Figure.describe('Of the first metric against all features; above 0 is better.'),
        features: z
          .array(z.object({ name: z.string(), nFolds: z.number().int() }))
          .describe('In how many folds each was kept, most first.'),
      }),
    ),
    advice: z.string().describe('What the table says, in a sentence.'),
  }),
  errors: [
    'ARGUMENT_INVALID',
    'FILE_NOT_FOUND',
    'FILE_NOT_READABLE',
    'FILE_NOT_A_TABLE',
    'TABLE_EMPTY',
    'TABLE_TOO_SMALL',
    'LINE_TOO_LONG',
    'COLUMN_DUPLICATE',
    'COLUMN_UNKNOWN',
    'TARGET_UNUSABLE',
    'FEATURES_UNUSABLE',
    'DISK_FULL',
  ],
  positional: ['path'],
  example: { path: 'customers.csv', target: 'churned' },
});
