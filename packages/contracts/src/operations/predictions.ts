import { z } from 'zod';
import { RowTagsSchema } from './error-analysis.ts';
import { localOperation, operation } from './operation.ts';
import { Instant, Name } from './shared.ts';

const LogKindSchema = z
  .enum(['answer', 'shadow', 'failure'])
  .describe(
    'answer: somebody got it · shadow: a version that is only tried gave it and nobody saw it · failure: there was no answer.',
  );

const LabelValue = z.union([z.string(), z.number(), z.boolean()]);

/** One logged request as it is told. */
export const LoggedPrediction = z.object({
  requestId: z.string(),
  at: Instant,
  endpoint: z.string(),
  kind: LogKindSchema,
  route: z.string().describe('Route that answered.'),
  version: z.number().int(),
  latencyMs: z.number(),
  weight: z
    .number()
    .describe('Requests that it stands for: 1 divided by the share that was logged.'),
  entity: z.string().nullable().describe('Key by which the caller stays on one route.'),
  protocol: z.string().nullable().describe('How the request came.'),
  error: z.string().nullable().describe('Code of a failure.'),
  rows: z.array(z.record(z.string(), z.unknown())),
  predictions: z.array(
    z.object({
      prediction: z.union([z.string(), z.number(), z.null()]),
      probabilities: z.record(z.string(), z.number().nullable()).optional(),
      quantiles: z.record(z.string(), z.number().nullable()).optional(),
      beside: z
        .record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]))
        .optional(),
    }),
  ),
  outputs: z
    .array(z.record(z.string(), z.unknown()))
    .nullable()
    .describe(
      'What a model of tensors answered, row by row, by the names of its outputs; null for every other. A tensor of many elements stands as its datatype, shape and SHA-256.',
    ),
  explanations: z
    .array(z.record(z.string(), z.number()).nullable())
    .nullable()
    .describe('What each column added, row by row; null where none was logged.'),
  labels: z
    .array(
      z.object({ label: LabelValue, at: Instant.describe('Since when it is known.') }).nullable(),
    )
    .describe('What turned out to be true, row by row; null until it arrives.'),
  tags: z
    .array(RowTagsSchema.nullable())
    .nullable()
    .describe('What people found in its rows, row by row; null where nobody looked.'),
  rewards: z
    .record(z.string(), z.number())
    .describe('What the request brought, by metric; empty until it arrives.'),
  propensity: z
    .number()
    .nullable()
    .describe(
      'Probability with which a rollout had this version answer; null where it dealt nothing out.',
    ),
});

export const predictionsList = operation({
  name: 'predictions.list',
  doc: 'Newest logged requests of an endpoint, with their labels.',
  http: 'GET /api/v1/endpoints/{name}/predictions',
  input: z.object({
    name: Name.describe('Name of the endpoint.'),
    kind: LogKindSchema.default('answer'),
    limit: z.coerce.number().int().min(1).max(1000).default(20).describe('Requests at most.'),
  }),
  output: z.object({ items: z.array(LoggedPrediction) }),
  errors: ['ENDPOINT_NOT_FOUND', 'HOME_DAMAGED'],
  example: { name: 'penguins-species', limit: 20 },
});

export const predictionsShow = operation({
  name: 'predictions.show',
  doc: 'Everything that was logged under the id of a request: its answer, and shadows of it.',
  http: 'GET /api/v1/predictions/{requestId}',
  input: z.object({
    requestId: z.string().min(1).max(1000).describe('The `requestId` that the answer carried.'),
    endpoint: Name.optional().describe('Endpoint that answered. Default: all are searched.'),
  }),
  output: z.object({ requestId: z.string(), items: z.array(LoggedPrediction) }),
  errors: ['PREDICTION_NOT_FOUND', 'HOME_DAMAGED'],
  example: { requestId: '01JD0000000000000000000000' },
});

export const predictionsLabel = operation({
  name: 'predictions.label',
  doc: 'Keeps what turned out to be true of logged requests; the latest label of a row holds.',
  http: 'POST /api/v1/endpoints/{name}/labels',
  input: z.object({
    name: Name.describe('Name of the endpoint.'),
    labels: z
      .array(
        z.object({
          requestId: z.string().min(1).max(1000),
          row: z
            .number()
            .int()
            .min(1)
            .optional()
            .describe('Row of the request, from 1. Default 1.'),
          label: LabelValue.describe('The true class, or number.'),
          at: z.iso
            .datetime()
            .optional()
            .describe('Since when it is known, in UTC. Default: now. The latest one holds.'),
        }),
      )
      .min(1)
      .max(100_000)
      .optional()
      .describe('Labels by the id of the request. 1 to 100000.'),
  }),
  atMachine: {
    why: 'It opens any file that the server may read.',
    inputs: z.object({
      file: z
        .string()
        .min(1)
        .optional()
        .describe(
          'CSV or Parquet file with the columns `request_id` and `label`, and maybe `row` and `at`.',
        ),
    }),
  },
  output: z.object({
    name: z.string(),
    nKept: z.number().int(),
    nUnknown: z.number().int().describe('Labels of rows that are not in the log.'),
    unknown: z
      .array(z.object({ requestId: z.string(), row: z.number().int() }))
      .describe('The first 100 of them.'),
  }),
  errors: [
    'ENDPOINT_NOT_FOUND',
    'ARGUMENT_INVALID',
    'HOME_DAMAGED',
    'DISK_FULL',
    'HOME_NOT_WRITABLE',
    'FILE_NOT_FOUND',
    'FILE_NOT_READABLE',
    'FILE_NOT_A_TABLE',
    'TABLE_EMPTY',
    'COLUMN_UNKNOWN',
    'COLUMN_DUPLICATE',
    'ROW_RAGGED',
    'LINE_TOO_LONG',
    'MEMORY_EXHAUSTED',
  ],
  positional: ['name', 'file'],
  example: {
    name: 'penguins-species',
    labels: [{ requestId: '01JD0000000000000000000000', label: 'Gentoo' }],
  },
});

export const predictionsRetain = localOperation({
  name: 'predictions.retain',
  doc: 'Removes the days of the log that the settings of their endpoints no longer keep, as `kaizen serve` does daily.',
  localOnly: 'What it removes cannot be brought back.',
  input: z.object({
    name: Name.optional().describe('Name of the endpoint. Default: all.'),
  }),
  output: z.object({
    removed: z
      .array(z.object({ endpoint: z.string(), day: z.string(), nRows: z.number().int() }))
      .describe('Whole days, with the labels of their requests.'),
    nRows: z.number().int().describe('Rows answered that went.'),
  }),
  errors: ['ENDPOINT_NOT_FOUND', 'HOME_NOT_WRITABLE'],
  positional: ['name'],
  example: { name: 'penguins-species' },
});

export const predictionsReward = operation({
  name: 'predictions.reward',
  doc: 'Keeps what logged requests brought, such as money; rollouts watch it.',
  http: 'POST /api/v1/endpoints/{name}/rewards',
  input: z.object({
    name: Name.describe('Name of the endpoint.'),
    rewards: z
      .array(
        z.object({
          requestId: z.string().min(1).max(1000),
          metric: z
            .string()
            .regex(/^[\w.-]{1,64}$/, 'must be letters, digits, ".", "_" and "-"')
            .default('reward')
            .describe('Which number it is, such as `revenue`. Default: `reward`.'),
          value: z.number().describe('More or less of it, 0 where nothing came of the request.'),
          at: z.iso
            .datetime()
            .optional()
            .describe('Since when it is known, in UTC. Default: now. The latest one holds.'),
        }),
      )
      .min(1)
      .max(100_000)
      .describe('Rewards by the id of the request. 1 to 100000.'),
  }),
  output: z.object({
    name: z.string(),
    nKept: z.number().int(),
    nUnknown: z.number().int().describe('Rewards of requests that are not in the log.'),
    unknown: z.array(z.object({ requestId: z.string() })).describe('The first 100 of them.'),
  }),
  errors: [
    'ENDPOINT_NOT_FOUND',
    'ARGUMENT_INVALID',
    'HOME_DAMAGED',
    'DISK_FULL',
    'HOME_NOT_WRITABLE',
  ],
  positional: ['name', 'rewards'],
  example: {
    name: 'penguins-species',
    rewards: [{ requestId: '01JD0000000000000000000000', metric: 'revenue', value: 12.5 }],
  },
});

export const predictionsExport = localOperation({
  name: 'predictions.export',
  doc: 'Writes the logged requests of a span of time to a file, with their labels.',
  localOnly: 'It writes any file that the server may write.',
  input: z.object({
    name: Name.describe('Name of the endpoint.'),
    out: z
      .string()
      .min(1)
      .describe('New file; `.parquet`, `.csv` or `.jsonl` say what is written.'),
    from: z
      .string()
      .min(1)
      .optional()
      .describe('First day or instant, in UTC. Default: the first.'),
    to: z
      .string()
      .min(1)
      .optional()
      .describe('Instant that ends the span, itself left out. Default: now.'),
    format: z
      .enum(['rows', 'sagemaker'])
      .default('rows')
      .describe(
        'rows: one per answered row, with `feature_<name>` and `label` · sagemaker: lines of SageMaker data capture, into a `.jsonl`.',
      ),
    kind: LogKindSchema.default('answer'),
  }),
  output: z.object({
    name: z.string(),
    out: z.string(),
    nRequests: z.number().int(),
    nRows: z.number().int(),
    nLabels: z.number().int().describe('Rows whose label has arrived.'),
    sizeBytes: z.number().int(),
  }),
  errors: [
    'ENDPOINT_NOT_FOUND',
    'ENDPOINT_SILENT',
    'ARGUMENT_INVALID',
    'HOME_DAMAGED',
    'FILE_NOT_WRITABLE',
    'DISK_FULL',
    'HOME_NOT_WRITABLE',
  ],
  positional: ['name'],
  example: { name: 'penguins-species', from: '2026-01-01', out: 'answers.parquet' },
});
