import { z } from 'zod';
import { READ_ERRORS } from './datasets/reference.ts';
import { operation } from './operation.ts';
import { EstimateSchema, Instant, TaskSchema } from './shared.ts';

const Value = z.union([z.string(), z.number(), z.boolean()]).nullable();

const Compared = z.object({
  model: z.string().describe('`name/version`.'),
  title: z.string().describe('What it is, for people.'),
  estimator: z.string(),
  createdAt: Instant,
  run: z.string(),
});

const Metric = z.object({
  name: z.string(),
  title: z.string(),
  better: z.enum(['higher', 'lower']),
  unit: z.enum(['share', 'nats', 'target', 'none']),
  isPrimary: z.boolean().describe('It chose at least one of the two.'),
  one: EstimateSchema.nullable(),
  other: EstimateSchema.nullable(),
});

const Difference = z.object({ what: z.string(), one: Value, other: Value });

export const ModelComparison = z.object({
  task: TaskSchema,
  target: z.string(),
  one: Compared,
  other: Compared,
  metrics: z.array(Metric).describe('On the rows that each was tested on.'),
  sameTestRows: z
    .boolean()
    .describe('Both were tested on the same part of the same data, so that their figures compare.'),
  differs: z.object({
    data: z.array(Difference).describe('Data, rows and seed that they learned from.'),
    params: z.array(Difference).describe('Methods and parameters.'),
    columns: z.array(
      z.object({
        column: z.string(),
        change: z.enum(['only-one', 'only-other', 'kind']),
        one: z.string().nullable().describe('Its kind; null where it is not read.'),
        other: z.string().nullable(),
      }),
    ),
  }),
  paired: z
    .object({
      data: z.string(),
      nRows: z.number().int(),
      learnedFrom: z
        .array(z.string())
        .describe('Those of the two that learned from this very data: their figures are too good.'),
      metrics: z.array(
        Metric.extend({
          gain: EstimateSchema.nullable().describe(
            'How much better the other one is on the same rows; 90 % interval. Negative: worse.',
          ),
        }),
      ),
    })
    .nullable()
    .describe('Both on the same rows, answered now; null without `--data`.'),
  sentence: z.string().describe('What may be concluded.'),
});

export const modelsCompare = operation({
  name: 'models.compare',
  doc: 'Two models side by side: figures with intervals, what differs in data, parameters and columns, and with rows the paired difference.',
  http: 'GET /api/v1/models/{name}/compare',
  input: z.object({
    name: z
      .string()
      .describe('One of the two: `name` (its champion), `name@alias` or `name/version`.'),
    against: z.string().min(1).describe('The other one, written the same way.'),
  }),
  atMachine: {
    why: 'It opens any file that the server may read.',
    inputs: z.object({
      data: z
        .string()
        .min(1)
        .optional()
        .describe(
          'Rows with their target that neither has learned from: both answer them, and the difference gets an interval.',
        ),
    }),
  },
  output: ModelComparison,
  errors: [
    'MODEL_NOT_FOUND',
    'MODEL_VERSION_NOT_FOUND',
    'MODEL_ALIAS_NOT_FOUND',
    'ARTIFACT_NOT_FOUND',
    'ARTIFACT_DAMAGED',
    'MODEL_ARTIFACT_INVALID',
    'MODEL_FORECASTS',
    'MODEL_FOREIGN',
    'ARGUMENT_INVALID',
    'COLUMN_UNKNOWN',
    'TARGET_UNUSABLE',
    'INPUT_SCHEMA_MISMATCH',
    ...READ_ERRORS,
  ],
  positional: ['name', 'against'],
  example: { name: 'penguins-species/1', against: 'penguins-species/2' },
});
