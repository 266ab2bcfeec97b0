import { z } from 'zod';
import { operation } from '../operation.ts';
import { FindingSchema, Name } from '../shared.ts';
import { datasetReference } from './reference.ts';
import { DatasetVersion } from './versions.ts';

export const datasetsAugment = operation({
  name: 'datasets.augment',
  doc: 'Makes a version in which classes weigh the same, by made rows or fewer rows, and writes down where it came from.',
  http: 'POST /api/v1/datasets/{name}/augment',
  input: datasetReference.extend({
    target: z
      .string()
      .min(1)
      .describe('Column of the classes. Rows without a value stay as they are.'),
    method: z
      .enum(['smote', 'oversample', 'noise', 'undersample'])
      .default('smote')
      .describe(
        '`smote` makes rows between a row and its neighbors (SMOTE-NC where there are categories), `oversample` repeats rows, `noise` repeats them with noise on numbers, `undersample` leaves rows of large classes out.',
      ),
    ratio: z.coerce
      .number()
      .gt(0)
      .max(1)
      .optional()
      .describe(
        'The smallest class as a share of the largest. Default: 1, but no class becomes more than 10 times, or less than a tenth, of what it was.',
      ),
    neighbors: z.coerce
      .number()
      .int()
      .min(1)
      .max(1000)
      .optional()
      .describe('Nearest rows of the same class that `smote` walks towards. Default: 5.'),
    noise: z.coerce
      .number()
      .gt(0)
      .max(10)
      .optional()
      .describe(
        'What `noise` adds to numbers, as a share of the standard deviation of each column. Default: 0.05.',
      ),
    mark: z
      .string()
      .min(1)
      .optional()
      .describe('New column that is true in made rows. Default: none; made rows stand last.'),
    seed: z.coerce.number().int().min(0).default(1).describe('The same seed makes the same rows.'),
    to: Name.optional().describe('Name of the dataset that is made. Default: `<name>-augmented`.'),
  }),
  output: DatasetVersion.extend({
    isNew: z.boolean(),
    from: z.string().describe('`name@version` of what it was made of.'),
    algorithm: z.enum(['SMOTE', 'SMOTE-NC', 'copies', 'copies with noise', 'fewer rows']),
    nKept: z.number().int().describe('Rows of the source; they stand first, in their order.'),
    nMade: z.number().int().describe('Rows that were made; they stand last.'),
    nUnknown: z.number().int().describe('Kept rows without a class.'),
    classes: z
      .array(
        z.object({
          class: z.string(),
          nBefore: z.number().int(),
          nAfter: z.number().int(),
          isCapped: z
            .boolean()
            .describe('True where the bound of 10 times stopped it; `ratio` lifts that.'),
        }),
      )
      .describe('Largest class of the source first.'),
    leftOut: z
      .array(z.string())
      .describe('Columns that identify rows: a made row is nobody. None where no row was made.'),
    findings: z.array(FindingSchema),
  }),
  errors: [
    'DATASET_NOT_FOUND',
    'ARTIFACT_NOT_FOUND',
    'ARTIFACT_DAMAGED',
    'ARGUMENT_INVALID',
    'COLUMN_UNKNOWN',
    'COLUMN_DUPLICATE',
    'TARGET_UNUSABLE',
    'TABLE_TOO_SMALL',
    'FEATURES_UNUSABLE',
    'DISK_FULL',
    'HOME_NOT_WRITABLE',
  ],
  positional: ['name'],
  example: { name: 'penguins', target: 'species' },
});
