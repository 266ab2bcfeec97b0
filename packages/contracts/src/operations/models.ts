import { z } from 'zod';
import { ASSERTION_ACTIONS } from '../assertion.ts';
import { ANOMALIES, type AnomalyName } from '../data/index.ts';
import { localOperation, operation } from './operation.ts';
import {
  EstimateSchema,
  FindingSchema,
  Instant,
  ModelTaskSchema,
  Name,
  pageOf,
  paging,
  SignatureSchema,
} from './shared.ts';

export const ModelSummary = z.object({
  name: Name,
  task: ModelTaskSchema,
  target: z.string(),
  latestVersion: z.number().int(),
  aliases: z.record(z.string(), z.number().int()).describe('Version by alias.'),
  updatedAt: Instant,
});

export const ModelVersion = z.object({
  name: Name,
  version: z.number().int(),
  estimator: z.string(),
  runId: z.string(),
  artifact: z.string().describe('Hash of the model artifact.'),
  metrics: z.record(z.string(), EstimateSchema),
  createdAt: Instant,
  aliases: z.array(z.string()),
});

const modelReference = {
  name: z
    .string()
    .describe(
      '`name` (its champion, or the newest version), `name@alias` or `name/version` (URL-encoded in a path).',
    ),
} as const;

const RESOLVE_ERRORS = [
  'MODEL_NOT_FOUND',
  'MODEL_VERSION_NOT_FOUND',
  'MODEL_ALIAS_NOT_FOUND',
] as const;
const LOAD_ERRORS = [
  ...RESOLVE_ERRORS,
  'ARTIFACT_NOT_FOUND',
  'ARTIFACT_DAMAGED',
  'MODEL_ARTIFACT_INVALID',
  'MODEL_FORECASTS',
  'MODEL_FOREIGN',
] as const;

const TensorPortSchema = z.object({
  name: z.string(),
  datatype: z.string().describe('In the words of the Open Inference Protocol: `FP32`, `BYTES`.'),
  shape: z.array(z.number().int()).describe('-1 where an axis takes every length.'),
});

const rows = z
  .array(z.record(z.string(), z.unknown()))
  .min(1)
  .max(10_000)
  .describe('Rows to answer: column names with their values. 1 to 10000.');

export const modelsList = operation({
  name: 'models.list',
  doc: 'Registered models, most recently changed first.',
  http: 'GET /api/v1/models',
  input: z.object(paging),
  output: pageOf(ModelSummary),
  errors: [],
  example: { limit: 20 },
});

export const modelsShow = operation({
  name: 'models.show',
  doc: 'One model version with its signature, metrics, importance and siblings.',
  http: 'GET /api/v1/models/{name}',
  input: z.object(modelReference),
  output: ModelVersion.extend({
    task: ModelTaskSchema.describe('What it does.'),
    title: z.string().describe('What people call it: `Ensemble of 3 models (…)`.'),
    members: z
      .array(
        z.object({
          title: z.string(),
          weight: z.number().nullable().describe('Share of the answer; null in a stack.'),
          nBagged: z.number().int().describe('Copies that learned from different rows; 1: none.'),
        }),
      )
      .describe('The models that it is made of, in its order.'),
    signature: SignatureSchema.describe('Without inputs where a model is asked by tensors alone.'),
    tensors: z
      .object({ inputs: z.array(TensorPortSchema), outputs: z.array(TensorPortSchema) })
      .optional()
      .describe('Of an ONNX model: what it takes and gives.'),
    primaryMetric: z
      .object({ name: z.string(), title: z.string(), better: z.enum(['higher', 'lower']) })
      .describe('Metric that chose the model; importance says how much worse it gets.'),
    importance: z.array(z.object({ column: z.string(), mean: z.number(), sd: z.number() })),
    findings: z.array(FindingSchema),
    versions: z.array(ModelVersion.extend({ title: z.string() })),
    path: z.string().describe('Folder of the artifact on the server; `kaizen predict` takes it.'),
  }),
  errors: [...LOAD_ERRORS],
  example: { name: 'penguins-species' },
});

export const modelsPredict = operation({
  name: 'models.predict',
  doc: 'Answers rows with a model; every answer is logged before it is given.',
  http: 'POST /api/v1/models/{name}/predict',
  input: z.object({
    ...modelReference,
    rows,
    entity: z
      .string()
      .min(1)
      .max(256)
      .optional()
      .describe(
        'Whose answers these are, such as a customer: while a new version takes over, the same entity gets the same version.',
      ),
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
  }),
  errors: [
    ...LOAD_ERRORS,
    'MODEL_TAKES_TENSORS',
    'MODEL_RUN_FAILED',
    'PACKAGE_ABSENT',
    'INPUT_SCHEMA_MISMATCH',
    'ASSERTION_REFUSED',
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
  errors: [...LOAD_ERRORS, 'INPUT_SCHEMA_MISMATCH'],
  positional: ['name', 'row'],
  example: { name: 'penguins-species', row: { island: 'Biscoe', bill_length_mm: 46.1 } },
});

export const modelsTypes = operation({
  name: 'models.types',
  doc: "TypeScript types and a runtime schema of a model's input and output.",
  http: 'GET /api/v1/models/{name}/types',
  input: z.object(modelReference),
  output: z.object({ fileName: z.string(), source: z.string() }),
  errors: [...LOAD_ERRORS],
  example: { name: 'penguins-species' },
});

export const modelsAlias = operation({
  name: 'models.alias',
  doc: 'Points an alias, such as `champion`, at a version.',
  http: 'PUT /api/v1/models/{name}/aliases/{alias}',
  input: z.object({
    name: Name.describe('Name of the model.'),
    alias: Name.describe('Alias to set.'),
    version: z.coerce.number().int().min(1).describe('Version it points at from now on.'),
  }),
  output: ModelSummary,
  errors: ['MODEL_NOT_FOUND', 'MODEL_VERSION_NOT_FOUND'],
  positional: ['name', 'alias', 'version'],
  example: { name: 'penguins-species', alias: 'champion', version: 1 },
});

export const modelsExport = localOperation({
  name: 'models.export',
  doc: 'Writes a model as an ONNX file that answers as it does.',
  localOnly: 'It writes a file wherever the server may.',
  input: z.object({
    ...modelReference,
    format: z.enum(['onnx']).default('onnx').describe('`onnx`: operator set 21 with ai.onnx.ml 5.'),
    out: z
      .string()
      .min(1)
      .optional()
      .describe('File to write; one that is there is replaced. Default: `<name>.onnx`.'),
  }),
  output: z.object({
    model: z.string(),
    version: z.number().int(),
    format: z.enum(['onnx']),
    path: z.string().describe('Absolute path of the file.'),
    sizeBytes: z.number().int(),
  }),
  errors: [...LOAD_ERRORS, 'MODEL_NOT_EXPORTABLE', 'FILE_NOT_WRITABLE', 'DISK_FULL'],
  positional: ['name'],
  example: { name: 'penguins-species', out: 'penguins.onnx' },
});

export const modelsImport = localOperation({
  name: 'models.import',
  doc: 'Reads a model file of LightGBM, XGBoost or ONNX into a new version of a model.',
  localOnly: 'It opens any file that the server may read, and its errors tell what lies there.',
  input: z.object({
    path: z
      .string()
      .min(1)
      .describe(
        'ONNX: a file that ends in `.onnx`. LightGBM: text model or JSON dump. XGBoost: JSON or UBJSON of `save_model`; with `baseScore` text or JSON of `dump_model`.',
      ),
    name: Name.optional().describe('Name of the model. Default: the file name without its ending.'),
    target: z
      .string()
      .min(1)
      .optional()
      .describe(
        'What it answers: the column of `data` that holds the truth. Default: `prediction`.',
      ),
    classes: z
      .string()
      .min(1)
      .optional()
      .describe(
        'Names of the classes in the order of their numbers in training, between commas. Default: `0,1` and so on.',
      ),
    data: z
      .string()
      .min(1)
      .optional()
      .describe(
        'Rows with their target that the model has not learned from: it is measured on them, and explanations and drift checks compare with them.',
      ),
    baseScore: z
      .string()
      .min(1)
      .optional()
      .describe(
        'Of a dump of XGBoost, which does not say it: `base_score` of `booster.save_config()`, one number or one per class between commas.',
      ),
    objective: z
      .string()
      .min(1)
      .optional()
      .describe(
        'Of a dump of XGBoost: what it was trained for, such as `binary:logistic`; a `multi:` one needs `classes`. Default: the answers are raw margins.',
      ),
  }),
  output: ModelVersion.extend({
    library: z.string().describe('`LightGBM`, `XGBoost` or `ONNX`.'),
    objective: z.string().describe('As the library calls it; of ONNX its operator sets.'),
    task: ModelTaskSchema,
    target: z.string(),
    nTrees: z.number().int().optional().describe('Of a model that is made of trees.'),
    nRows: z.number().int().describe('Rows that it was measured on; 0 without `data`.'),
    findings: z.array(FindingSchema),
    path: z.string().describe('Folder of the artifact; `kaizen predict` takes it.'),
  }),
  errors: [
    'FILE_NOT_FOUND',
    'FILE_NOT_READABLE',
    'FILE_NOT_A_TABLE',
    'TABLE_EMPTY',
    'ROW_RAGGED',
    'LINE_TOO_LONG',
    'COLUMN_DUPLICATE',
    'COLUMN_UNKNOWN',
    'TARGET_UNUSABLE',
    'INPUT_SCHEMA_MISMATCH',
    'ARGUMENT_INVALID',
    'MODEL_ARTIFACT_INVALID',
    'PACKAGE_ABSENT',
    'DISK_FULL',
    'HOME_NOT_WRITABLE',
  ],
  positional: ['path'],
  example: { path: 'churn.txt', target: 'churned', classes: 'no,yes', data: 'customers.csv' },
});
