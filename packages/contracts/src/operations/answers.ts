import { z } from 'zod';
import { ASSERTION_ACTIONS } from '../assertion.ts';
import { ANOMALIES, type AnomalyName } from '../data/index.ts';
import { doorAnswer } from './door-schema.ts';
import { doubtAsked, flagsAnswer, trustAnswer } from './doubt-schema.ts';
import { LOAD_ERRORS, modelReference, RESOLVE_ERRORS } from './model-reference.ts';
import { operation } from './operation.ts';
import { TraceSchema } from './trace.ts';

const rows = z
  .array(z.record(z.string(), z.unknown()))
  .min(1)
  .max(10_000)
  .describe('Rows to answer: column names with their values. 1 to 10000.');

export const modelsPredict = operation({
  name: 'models.predict',
  doc: 'Answers rows with a model; every answer is logged before it is given.',
  http: 'POST /api/v1/models/{name}/predict',
  tip: 'Send {"rows": [{…}, {…}]}, an object per row; `GET /endpoints/{name}` shows a row that this model takes.',
  input: z.object({
    ...modelReference,
    rows,
    ...doubtAsked,
    entity: z
      .string()
      .min(1)
      .max(256)
      .optional()
      .describe(
        'Whose answers these are, such as a customer: while a new version takes over, the same entity gets the same version.',
      ),
    trace: z
      .boolean()
      .optional()
      .describe('Of an inference graph: tell how long each step took. Default: no.'),
  }),
  output: z.object({
    model: z.string(),
    version: z.number().int().describe('Version that answered.'),
    requestId: z.string().describe('Key of the logged request.'),
    predictions: z.array(
      z.object({
        prediction: z.union([z.string(), z.number()]),
        probabilities: z.record(z.string(), z.number()).optional(),
        quantiles: z.record(z.string(), z.number()).optional(),
        beside: z
          .record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]))
          .optional()
          .describe(
            'Of clusters the `distance` to the center; of anomalies `is_anomaly` and `reasons`.',
          ),
        ...trustAnswer,
      }),
    ),
    anomalies: z
      .array(
        z.object({
          row: z.number().int().describe('From 1.'),
          column: z.string().nullable(),
          name: z.enum(Object.keys(ANOMALIES) as [AnomalyName, ...AnomalyName[]]),
          number: z.number().int().nullable().describe('Number in TensorFlow Data Validation.'),
          severity: z.enum(['info', 'warning', 'error']),
          message: z.string(),
        }),
      )
      .optional()
      .describe(
        'What rows do not keep of the schema of the training data, as `datasets validate` says it; absent when all keep it. Those of the first rows when there are more than 1000.',
      ),
    nOffending: z.number().int().optional().describe('With `anomalies`: rows that have some.'),
    applied: z
      .array(
        z.object({
          row: z.number().int().describe('From 1.'),
          name: z.string(),
          action: z.enum(ASSERTION_ACTIONS),
          from: z.union([z.string(), z.number()]).describe('What the model answered.'),
          to: z.union([z.string(), z.number()]).describe('What is answered.'),
          message: z.string(),
        }),
      )
      .optional()
      .describe('What the business rules of the endpoint did; absent when they did nothing.'),
    trace: TraceSchema.optional().describe('Steps of the graph in the order in which they ended.'),
    ...doorAnswer,
    ...flagsAnswer,
  }),
  errors: [
    ...LOAD_ERRORS,
    'MODEL_TAKES_TENSORS',
    'MODEL_RUN_FAILED',
    'PACKAGE_ABSENT',
    'INPUT_SCHEMA_MISMATCH',
    'ASSERTION_REFUSED',
    'GRAPH_UNROUTED',
    'FUNCTION_FAILED',
    'REMOTE_FAILED',
    'REMOTE_UNAVAILABLE',
    'REMOTE_TIMEOUT',
    'ANSWER_TIMEOUT',
    'SERVER_BUSY',
    'DISK_FULL',
  ],
  positional: ['name', 'rows'],
  example: { name: 'penguins-species', rows: [{ island: 'Biscoe', bill_length_mm: 46.1 }] },
});

export const modelsForecast = operation({
  name: 'models.forecast',
  doc: 'The next steps of the series of a forecast, after its history or after newer rows.',
  http: 'POST /api/v1/models/{name}/forecast',
  input: z.object({
    ...modelReference,
    horizon: z.coerce
      .number()
      .int()
      .min(1)
      .max(10_000)
      .optional()
      .describe('Steps ahead. Default: those that it was made for.'),
    series: z
      .array(z.string())
      .min(1)
      .max(10_000)
      .optional()
      .describe('Names of the series that are wanted. Default: all.'),
    rows: rows
      .optional()
      .describe(
        'Newer rows with the columns of time, series and target: the forecast goes on after them, for their series. Default: none.',
      ),
  }),
  output: z.object({
    model: z.string(),
    version: z.number().int(),
    forecasts: z.array(
      z.object({
        series: z.string().nullable().describe('Null where there is one series.'),
        time: z
          .union([z.string(), z.number()])
          .describe('ISO 8601 of a date; a year, a number, or the number of the row from 1.'),
        prediction: z.number(),
        low_95: z
          .number()
          .nullable()
          .describe('Lower end of the 95 % interval; null where a series is too short for one.'),
        high_95: z.number().nullable(),
      }),
    ),
  }),
  errors: [
    ...RESOLVE_ERRORS,
    'ARTIFACT_NOT_FOUND',
    'ARTIFACT_DAMAGED',
    'MODEL_ARTIFACT_INVALID',
    'ARGUMENT_INVALID',
    'INPUT_SCHEMA_MISMATCH',
    'TARGET_UNUSABLE',
    'TABLE_EMPTY',
  ],
  positional: ['name'],
  example: { name: 'sales-forecast', horizon: 12 },
});

export const modelsExplain = operation({
  name: 'models.explain',
  doc: 'What moved one answer away from the average answer, column by column (Shapley values).',
  http: 'POST /api/v1/models/{name}/explain',
  input: z.object({ ...modelReference, row: z.record(z.string(), z.unknown()) }),
  output: z.object({
    model: z.string(),
    version: z.number().int(),
    prediction: z.union([z.string(), z.number()]),
    probabilities: z.record(z.string(), z.number()).optional(),
    quantiles: z.record(z.string(), z.number()).optional(),
    explained: z
      .string()
      .describe('What the numbers add up to: `probability of "yes"` or the target.'),
    explainer: z
      .string()
      .optional()
      .describe('Of an inference graph: the version that explains, `name/version`.'),
    average: z.number().describe('Mean answer over the background rows.'),
    answer: z.number().describe('`average` plus all contributions.'),
    contributions: z.array(
      z.object({
        column: z.string(),
        value: z.union([z.string(), z.number(), z.null()]),
        contribution: z.number(),
        words: z
          .array(z.object({ word: z.string(), contribution: z.number() }))
          .optional()
          .describe(
            'Of a column of text: how much the answer falls when a word is left out, largest change first.',
          ),
      }),
    ),
  }),
  errors: [...LOAD_ERRORS, 'INPUT_SCHEMA_MISMATCH', 'GRAPH_UNROUTED'],
  positional: ['name', 'row'],
  example: { name: 'penguins-species', row: { island: 'Biscoe', bill_length_mm: 46.1 } },
});
