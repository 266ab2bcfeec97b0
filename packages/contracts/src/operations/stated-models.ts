import { z } from 'zod';
import { ModelVersion } from './models.ts';
import { localOperation } from './operation.ts';
import { FindingSchema, ModelTaskSchema, Name, SignatureSchema } from './shared.ts';

/** In which words another server is asked. */
export const REMOTE_PROTOCOLS = ['v2', 'v1', 'mlflow', 'kaizen'] as const;

export type RemoteProtocolName = (typeof REMOTE_PROTOCOLS)[number];

/** What registering a model says that was stated instead of learned. */
const Registered = ModelVersion.extend({
  task: ModelTaskSchema,
  target: z.string(),
  signature: SignatureSchema.describe('What it reads and answers.'),
  findings: z.array(FindingSchema),
  path: z.string().describe('Folder of the artifact.'),
});

const REGISTER_ERRORS = [
  'FILE_NOT_FOUND',
  'FILE_NOT_READABLE',
  'ARGUMENT_INVALID',
  'DISK_FULL',
  'HOME_NOT_WRITABLE',
] as const;

/** `name=VARIABLE`, several between commas. */
const headersFrom = z
  .string()
  .regex(
    /^[\w-]+=[A-Za-z_]\w*(,[\w-]+=[A-Za-z_]\w*)*$/,
    'must be like "x-api-key=SCORER_KEY", several between commas',
  )
  .optional()
  .describe(
    'Headers of every request and the environment variables that hold their values: `x-api-key=SCORER_KEY`, several between commas.',
  );

export const modelsRegisterProxy = localOperation({
  name: 'models.register-proxy',
  doc: 'Registers a model that another HTTP server computes as a new version.',
  localOnly: 'It says which server this one asks, which nobody from elsewhere may.',
  input: z.object({
    name: Name.describe('Name of the model.'),
    url: z
      .string()
      .min(1)
      .describe(
        'Address of the model there. v2: `…/v2/models/NAME`, with `/versions/2` for one of its versions. v1: `…/v1/models/NAME`. mlflow: of its server. kaizen: `…/api/v1/models/NAME`.',
      ),
    protocol: z
      .enum(REMOTE_PROTOCOLS)
      .default('v2')
      .describe(
        'In which words it is asked: Open Inference Protocol v2, its `:predict` of v1, `/invocations` of MLflow, or ours.',
      ),
    signature: z
      .string()
      .min(1)
      .optional()
      .describe(
        'JSON file with what it reads and answers. Default: what the server says of it, which v1 and mlflow do not.',
      ),
    target: z
      .string()
      .min(1)
      .optional()
      .describe('Name of what it answers. Default: as the server or the file calls it.'),
    timeoutMs: z.coerce
      .number()
      .int()
      .min(1)
      .max(600_000)
      .default(5000)
      .describe('Time for an answer, with every try and the wait for a place, milliseconds.'),
    retries: z.coerce
      .number()
      .int()
      .min(0)
      .max(10)
      .default(2)
      .describe(
        'Further tries where no connection came about, or one that was kept open broke before the first byte of an answer.',
      ),
    concurrency: z.coerce
      .number()
      .int()
      .min(1)
      .max(1000)
      .default(16)
      .describe('Requests under way at the same time; as many again wait four times over.'),
    maxAnswerBytes: z.coerce
      .number()
      .int()
      .min(1024)
      .max(1_073_741_824)
      .default(33_554_432)
      .describe('Largest answer that is read.'),
    tokenFrom: z
      .string()
      .regex(/^[A-Za-z_]\w*$/, 'must be the name of an environment variable')
      .optional()
      .describe(
        'Environment variable that holds the token of `Authorization: Bearer`; read when the server asks, never stored.',
      ),
    headersFrom,
  }),
  output: Registered,
  errors: [
    ...REGISTER_ERRORS,
    'REMOTE_FAILED',
    'REMOTE_UNAVAILABLE',
    'REMOTE_TIMEOUT',
    'MODEL_RUN_FAILED',
  ],
  positional: ['name', 'url'],
  example: { name: 'fraud', url: 'http://127.0.0.1:8080/v2/models/fraud' },
});

export const modelsRegisterFunction = localOperation({
  name: 'models.register-function',
  doc: 'Registers a TypeScript or JavaScript function as a new version of a model.',
  localOnly: 'It stores code that the server runs with all of its rights.',
  input: z.object({
    name: Name.describe('Name of the model.'),
    path: z
      .string()
      .regex(/\.[mc]?[jt]s$/, 'must end in .ts, .mts, .js or .mjs')
      .describe(
        'Module whose default export is `defineModel({ inputs, output, predict })`. It may import modules of Node and `kaizenml` alone.',
      ),
    timeoutMs: z.coerce
      .number()
      .int()
      .min(1)
      .max(600_000)
      .default(5000)
      .describe('Time for one request, milliseconds; a function that takes longer is ended.'),
  }),
  output: Registered,
  errors: [...REGISTER_ERRORS, 'MODEL_ARTIFACT_INVALID'],
  positional: ['name', 'path'],
  example: { name: 'shipping', path: 'shipping.ts' },
});

export const modelsRegisterGraph = localOperation({
  name: 'models.register-graph',
  doc: 'Registers an inference graph of a project file as a new version of a model.',
  localOnly: 'It opens any file that the server may read, and says which servers lookups ask.',
  input: z.object({
    name: Name.describe('Name of the graph in the file, and of the model.'),
    path: z.string().min(1).default('kaizen.yaml').describe('The project file.'),
  }),
  output: Registered,
  errors: [...REGISTER_ERRORS, 'PROJECT_INVALID'],
  positional: ['name', 'path'],
  example: { name: 'credit', path: 'kaizen.yaml' },
});
