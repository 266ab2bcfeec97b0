import { z } from 'zod';
import { GateVerdictSchema } from './gates.ts';
import { LOAD_ERRORS, modelReference } from './model-reference.ts';
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
  VersionAdviceSchema,
} from './shared.ts';

export const ModelSummary = z.object({
  name: z.string(),
  description: z.string().nullable(),
  task: ModelTaskSchema.nullable().describe('Null while no version can answer here.'),
  target: z.string().nullable(),
  latestVersion: z
    .number()
    .int()
    .nullable()
    .describe('Newest version that can answer here; null while none can.'),
  tags: z.record(z.string(), z.string()),
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
  advice: VersionAdviceSchema.nullable().describe(
    'What it means for callers; null where nobody compared it.',
  ),
  createdAt: Instant,
  aliases: z.array(z.string()),
});

const TensorPortSchema = z.object({
  name: z.string(),
  datatype: z.string().describe('In the words of the Open Inference Protocol: `FP32`, `BYTES`.'),
  shape: z.array(z.number().int()).describe('-1 where an axis takes every length.'),
});

/** A model as the catalogue tells it. */
const ModelEntry = ModelSummary.extend({
  user: z.string().nullable().describe('Who registered it, as far as that is known.'),
  nVersions: z.number().int().describe('Whoever registered them.'),
  stages: z
    .record(z.string(), z.number().int())
    .describe('The newest version of each stage but `None`.'),
  newestAt: Instant.nullable().describe('When the newest version was registered.'),
});

export const modelsList = operation({
  name: 'models.list',
  doc: 'Registered models, whoever registered them, most recently changed first.',
  http: 'GET /api/v1/models',
  input: z.object({
    filter: z
      .string()
      .optional()
      .describe("Only those that it holds for: `name LIKE 'churn%' AND tags.team = 'risk'`."),
    words: z
      .string()
      .max(1000)
      .optional()
      .describe(
        'Only those with all of these words in the name, the description or a tag, whatever the case.',
      ),
    ...paging,
  }),
  output: pageOf(ModelEntry).extend({
    total: z.number().int().describe('Models on all pages.'),
  }),
  errors: ['SEARCH_INVALID'],
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
    asks: z
      .array(
        z.object({
          model: z.string().describe('`name/version`, whatever its name points at later.'),
          reference: z.string().describe('As it was declared.'),
          step: z.string().describe('First step that asks it, from the root.'),
          role: z.enum(['answers', 'explains']),
          isNeeded: z.boolean().describe('Whether the graph fails where it does.'),
        }),
      )
      .optional()
      .describe('Of an inference graph: the versions that it asks.'),
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
    gates: GateVerdictSchema.nullable().describe(
      'What its run held against it before it was registered; null where it kept nothing.',
    ),
    versions: z.array(ModelVersion.extend({ title: z.string() })),
    path: z.string().describe('Folder of the artifact on the server; `kaizen predict` takes it.'),
  }),
  errors: [...LOAD_ERRORS],
  example: { name: 'penguins-species' },
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
    note: z.string().max(1000).optional().describe('Why, for the history.'),
  }),
  output: ModelSummary,
  errors: ['RELEASE_REFUSED', 'RELEASE_UNAPPROVED', ...LOAD_ERRORS],
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
    'RELEASE_REFUSED',
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
