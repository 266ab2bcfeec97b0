import { z } from 'zod';
import { localOperation, operation } from './operation.ts';
import { Instant, Name } from './shared.ts';

const Properties = z.record(z.string(), z.union([z.string(), z.number(), z.boolean()]));

/** What was made of what, in the words of ML Metadata. */
export const MetadataGraph = z.object({
  artifacts: z.array(
    z.object({
      id: z.string().describe('`kind:id`, such as `dataset:<hash>` or `model:churn/3`.'),
      type: z.enum([
        'File',
        'Dataset',
        'Schema',
        'Model',
        'ModelVersion',
        'Endpoint',
        'Request',
        'Other',
      ]),
      name: z.string(),
      state: z.enum(['LIVE', 'DELETED']),
      properties: Properties,
    }),
  ),
  executions: z.array(
    z.object({
      id: z.string().describe('`run:<id>`, `derivation:<hash>`, or a step between two artifacts.'),
      type: z.enum(['Train', 'Transform', 'Read', 'Check', 'Register', 'Serve', 'Answer']),
      name: z.string(),
      state: z.enum(['NEW', 'RUNNING', 'COMPLETE', 'FAILED', 'CANCELED', 'UNKNOWN']),
      properties: Properties,
    }),
  ),
  contexts: z.array(
    z.object({ id: z.string(), type: z.enum(['Experiment', 'RegisteredModel']), name: z.string() }),
  ),
  events: z.array(
    z.object({
      execution: z.string(),
      artifact: z.string(),
      type: z.enum(['INPUT', 'OUTPUT']),
      path: z.string().describe('How it was used, such as `trained-on`.'),
    }),
  ),
  attributions: z.array(z.object({ artifact: z.string(), context: z.string() })),
  associations: z.array(z.object({ execution: z.string(), context: z.string() })),
});

const Origin = z.object({
  endpoint: z.string(),
  version: z.number().int(),
  kind: z.enum(['answer', 'shadow', 'failure']),
  at: Instant,
  model: z.object({
    estimator: z.string(),
    artifact: z.string().describe('SHA-256 of the model.'),
    registeredAt: Instant,
    members: z
      .array(z.object({ estimator: z.string(), params: z.record(z.string(), z.unknown()) }))
      .describe('What it is made of; empty for a model that is not ours.'),
  }),
  rows: z
    .object({
      dataset: z.string().nullable().describe('`name@version`; null where it was removed.'),
      hash: z.string().describe('Of the content of the table.'),
      nRows: z.number().int().nullable().describe('Of the table.'),
      nTrainRows: z.number().int().nullable().describe('That were learned from.'),
      file: z
        .object({ name: z.string(), sha256: z.string() })
        .nullable()
        .describe('That the table was read from.'),
      split: z
        .string()
        .nullable()
        .describe(
          'Run artifact `rows`: numbers of the rows of training and test; null where none was kept.',
        ),
    })
    .nullable()
    .describe('Null where no dataset was read.'),
  run: z
    .object({
      id: z.string(),
      experiment: z.string(),
      name: z.string(),
      status: z.string(),
      startedAt: Instant,
      params: Properties,
    })
    .nullable()
    .describe('Null where it is not there any more.'),
  code: z.object({
    kaizenml: z.string().nullable().describe('Version that trained.'),
    commit: z.string().nullable(),
    branch: z.string().nullable(),
    isDirty: z.boolean().nullable().describe('Whether files differed from the commit.'),
    diff: z.string().nullable(),
  }),
  environment: z.record(z.string(), z.string()),
  graph: MetadataGraph.describe('Everything that the model was made of.'),
});

export const lineageOrigin = operation({
  name: 'lineage.origin',
  doc: 'Which rows, code, parameters and environment made the models that answered a request.',
  http: 'GET /api/v1/lineage/requests/{requestId}',
  input: z.object({
    requestId: z.string().min(1).max(200).describe('Id of the request.'),
    endpoint: Name.optional().describe('Endpoint that was asked. Default: any.'),
  }),
  output: z.object({ requestId: z.string(), origins: z.array(Origin) }),
  errors: ['PREDICTION_NOT_FOUND', 'HOME_DAMAGED', 'ARTIFACT_NOT_FOUND', 'ARTIFACT_DAMAGED'],
  example: { requestId: '01JD0000000000000000000000' },
});

export const lineageDownstream = operation({
  name: 'lineage.downstream',
  doc: 'What was made of a dataset, of a column of it, or of a run: tables, runs, models and where they answer.',
  http: 'GET /api/v1/lineage/downstream',
  input: z.object({
    of: z
      .string()
      .min(1)
      .max(300)
      .describe(
        '`name` or `name@version` of a dataset, `run:<id>`, `model:<name>/<version>` or another node.',
      ),
    column: z
      .string()
      .min(1)
      .max(1000)
      .optional()
      .describe('Only what has, or uses, this column of the dataset.'),
  }),
  output: z.object({
    start: z.array(z.string()).describe('Nodes that it was asked of.'),
    models: z
      .array(
        z.object({
          name: z.string(),
          version: z.number().int(),
          aliases: z.array(z.string()).describe('Under which it answers.'),
        }),
      )
      .describe('Versions of registered models among it.'),
    graph: MetadataGraph,
  }),
  errors: [
    'DATASET_NOT_FOUND',
    'COLUMN_UNKNOWN',
    'RUN_NOT_FOUND',
    'ARTIFACT_NOT_FOUND',
    'ARTIFACT_DAMAGED',
  ],
  positional: ['of'],
  example: { of: 'penguins@1', column: 'Species' },
});

/** Nodes beside one in one direction, of each kind, that a graph tells unless it is asked for others. */
const USUAL_BESIDE = 8;

export const lineageGraph = operation({
  name: 'lineage.graph',
  doc: 'What made a run, a model version, a dataset, a column or the answer to a request, and what came of it: as much as fits on a page, and how much more there is.',
  http: 'GET /api/v1/lineage/graph',
  input: z.object({
    of: z
      .string()
      .min(1)
      .max(300)
      .describe(
        '`name` or `name@version` of a dataset, `run:<id>`, `model:<name>/<version>`, `request:<id>`, `endpoint:<name>` or another node.',
      ),
    column: z
      .string()
      .min(1)
      .max(1000)
      .optional()
      .describe('Only what has, or uses, this column of the dataset.'),
    beside: z.coerce
      .number()
      .int()
      .min(1)
      .max(100)
      .default(USUAL_BESIDE)
      .describe('Nodes of a kind beside another that are told at most; the others are counted.'),
    nodes: z.coerce
      .number()
      .int()
      .min(10)
      .max(500)
      .default(80)
      .describe('Nodes of the graph at most, about.'),
  }),
  output: z.object({
    start: z.array(z.string()).describe('Nodes that it was asked of.'),
    graph: MetadataGraph,
    folded: z
      .array(
        z.object({
          beside: z.string().describe('The node that they lie next to.'),
          towards: z.enum(['origins', 'results']).describe('On which side of it.'),
          kind: z.string().describe('What comes before the colon of their ids: `run`, `model` …'),
          n: z.number().int(),
        }),
      )
      .describe('What is there and not told.'),
  }),
  errors: [
    'DATASET_NOT_FOUND',
    'COLUMN_UNKNOWN',
    'RUN_NOT_FOUND',
    'MODEL_NOT_FOUND',
    'MODEL_VERSION_NOT_FOUND',
    'ENDPOINT_NOT_FOUND',
    'PREDICTION_NOT_FOUND',
    'HOME_DAMAGED',
    'ARTIFACT_NOT_FOUND',
    'ARTIFACT_DAMAGED',
  ],
  positional: ['of'],
  example: { of: 'penguins@1' },
});

export const lineageExport = localOperation({
  name: 'lineage.export',
  doc: 'Tells runs, what they read and what they made as OpenLineage events, to a file or a server.',
  localOnly:
    'It writes a file of the machine, or asks another server, for who sits at the machine.',
  input: z.object({
    to: z
      .string()
      .min(1)
      .describe('File that is written, one event a line, or the http address that takes events.'),
    namespace: z.string().min(1).max(200).default('kaizenml').describe('Of jobs and tables.'),
    run: z.string().min(6).max(256).optional().describe('Only this run. Default: every run.'),
  }),
  output: z.object({ nRuns: z.number().int(), nEvents: z.number().int(), to: z.string() }),
  errors: ['RUN_NOT_FOUND', 'FILE_NOT_WRITABLE', 'DISK_FULL', 'REMOTE_UNAVAILABLE'],
  positional: ['to'],
  example: { to: 'events.jsonl' },
});
