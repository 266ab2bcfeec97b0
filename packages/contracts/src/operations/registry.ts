import { z } from 'zod';
import { operation } from './operation.ts';
import { EstimateSchema, Instant, Name, pageOf, paging, VersionAdviceSchema } from './shared.ts';

/** Where a version stands, in the words of MLflow. */
export const StageSchema = z.enum(['None', 'Staging', 'Production', 'Archived']);

/** Names of models that other programs register may hold more than ours. */
const AnyName = z
  .string()
  .min(1)
  .regex(/^[^/:]+$/, 'must not hold "/" or ":"');

const note = z.string().max(1000).optional().describe('Why, for the trail.');

/** A model, or one version of it. */
const ModelOrVersion = z
  .string()
  .min(1)
  .describe('`name`, or `name/version` (URL-encoded in a path).');

/** A version of a model, whoever registered it. */
export const RegisteredVersionSchema = z.object({
  name: z.string(),
  version: z.number().int(),
  description: z.string().nullable(),
  stage: StageSchema,
  status: z
    .enum(['pending', 'ready', 'failed'])
    .describe('`pending` until its files are there, `failed` where they never came.'),
  source: z
    .string()
    .nullable()
    .describe('Where its files are; null of a version that was packed here.'),
  runId: z.string().nullable(),
  user: z.string().nullable(),
  tags: z.record(z.string(), z.string()),
  aliases: z.array(z.string()),
  metrics: z.record(z.string(), EstimateSchema),
  advice: VersionAdviceSchema.nullable().describe(
    'What it means for callers; null where nobody compared it.',
  ),
  estimator: z.string().nullable(),
  artifact: z.string().nullable().describe('Hash of the artifact that answers here.'),
  whyNot: z
    .object({ message: z.string(), hint: z.string() })
    .nullable()
    .describe('Why it cannot answer here, and what to do; null where it can.'),
  createdAt: Instant,
  updatedAt: Instant,
});

export const modelsVersions = operation({
  name: 'models.versions',
  doc: 'Every version of a model, whoever registered it: stage, tags, source, and why it cannot answer here where it cannot.',
  http: 'GET /api/v1/models/{name}/versions',
  input: z.object({ name: AnyName.describe('Name of the model.'), ...paging }),
  output: pageOf(RegisteredVersionSchema),
  errors: ['MODEL_NOT_FOUND'],
  example: { name: 'penguins-species', limit: 20 },
});

const REGISTRY_ERRORS = ['MODEL_NOT_FOUND', 'MODEL_VERSION_NOT_FOUND'] as const;

/** What became of a change. */
const Changed = z.object({ name: z.string(), version: z.number().int().nullable() });

export const modelsDescribe = operation({
  name: 'models.describe',
  doc: 'Says what a model, or a version of it, is for.',
  http: 'PUT /api/v1/models/{name}/description',
  input: z.object({
    name: ModelOrVersion,
    description: z.string().max(100_000).describe('In Markdown; an empty text takes it away.'),
    note,
  }),
  output: Changed.extend({ description: z.string().nullable() }),
  errors: [...REGISTRY_ERRORS, 'ARGUMENT_INVALID'],
  positional: ['name', 'description'],
  example: { name: 'penguins-species', description: 'Tells penguins apart by their bills.' },
});

export const modelsTag = operation({
  name: 'models.tag',
  doc: 'Sets a tag of a model or a version.',
  http: 'PUT /api/v1/models/{name}/tags/{key}',
  input: z.object({
    name: ModelOrVersion,
    key: z.string().min(1).max(250).describe('Name of the tag.'),
    value: z.string().max(5000).describe('What it says.'),
    note,
  }),
  output: Changed.extend({ tags: z.record(z.string(), z.string()) }),
  errors: [...REGISTRY_ERRORS, 'ARGUMENT_INVALID'],
  positional: ['name', 'key', 'value'],
  example: { name: 'penguins-species', key: 'team', value: 'biology' },
});

export const modelsUntag = operation({
  name: 'models.untag',
  doc: 'Takes a tag of a model or a version away.',
  http: 'DELETE /api/v1/models/{name}/tags/{key}',
  input: z.object({ name: ModelOrVersion, key: z.string().min(1).describe('Name of the tag.') }),
  output: Changed.extend({ tags: z.record(z.string(), z.string()) }),
  errors: [...REGISTRY_ERRORS, 'ARGUMENT_INVALID'],
  positional: ['name', 'key'],
  example: { name: 'penguins-species', key: 'team' },
});

export const modelsStage = operation({
  name: 'models.stage',
  doc: 'Moves a version to a stage: None, Staging, Production or Archived.',
  http: 'PUT /api/v1/models/{name}/versions/{version}/stage',
  input: z.object({
    name: AnyName.describe('Name of the model.'),
    version: z.coerce.number().int().min(1).describe('Number of the version.'),
    stage: StageSchema.describe('Where it stands from now on.'),
    archive: z
      .boolean()
      .default(false)
      .describe('Moves the other versions of this stage to Archived.'),
    note,
  }),
  output: RegisteredVersionSchema,
  errors: [...REGISTRY_ERRORS, 'RELEASE_UNAPPROVED'],
  positional: ['name', 'version', 'stage'],
  example: { name: 'penguins-species', version: 1, stage: 'Production' },
});

export const modelsUnalias = operation({
  name: 'models.unalias',
  doc: 'Takes an alias away; without a champion the newest version that can answers.',
  http: 'DELETE /api/v1/models/{name}/aliases/{alias}',
  input: z.object({
    name: AnyName.describe('Name of the model.'),
    alias: z.string().min(1).describe('Alias to take away.'),
    note,
  }),
  output: z.object({ name: z.string(), alias: z.string() }),
  errors: ['MODEL_NOT_FOUND', 'MODEL_ALIAS_NOT_FOUND'],
  positional: ['name', 'alias'],
  example: { name: 'penguins-species', alias: 'canary' },
});

export const modelsRename = operation({
  name: 'models.rename',
  doc: 'Gives a model another name; its endpoint, settings and history go along, logged predictions and the trail keep the old one.',
  http: 'POST /api/v1/models/{name}/rename',
  input: z.object({
    name: AnyName.describe('Name of the model.'),
    to: Name.describe('Its new name.'),
    note,
  }),
  output: z.object({ name: z.string(), was: z.string() }),
  errors: ['MODEL_NOT_FOUND', 'MODEL_EXISTS', 'ROLLOUT_ACTIVE'],
  positional: ['name', 'to'],
  example: { name: 'penguins-species', to: 'penguins' },
});

export const modelsRemove = operation({
  name: 'models.remove',
  doc: 'Takes a version, or a model with everything of it, out of the registry, and says what went. The champion is never removed.',
  http: 'DELETE /api/v1/models/{name}',
  input: z.object({ name: ModelOrVersion, note }),
  output: z.object({
    name: z.string(),
    versions: z.array(z.number().int()).describe('Versions that went.'),
    aliases: z.array(z.string()).describe('Aliases that went.'),
    isWhole: z.boolean().describe('Whether the model went with them.'),
  }),
  errors: [...REGISTRY_ERRORS, 'MODEL_IN_USE', 'ROLLOUT_ACTIVE', 'ARGUMENT_INVALID'],
  positional: ['name'],
  example: { name: 'penguins-species/1' },
});

export const modelsRetain = operation({
  name: 'models.retain',
  doc: 'Takes the versions of a model out of the registry that no rule keeps, and says what went; those with an alias, in Staging or in Production always stay.',
  http: 'POST /api/v1/models/{name}/retain',
  input: z.object({
    name: AnyName.describe('Name of the model.'),
    keepLast: z.coerce.number().int().min(1).default(5).describe('Newest versions that stay.'),
    olderThan: z
      .string()
      .regex(/^\d+[dh]$/, 'must be a number of days or hours such as "90d" or "12h"')
      .optional()
      .describe('Only versions older than this go. Default: of any age.'),
    dryRun: z.boolean().default(false).describe('Says what would go, and removes nothing.'),
    note,
  }),
  output: z.object({
    name: z.string(),
    dryRun: z.boolean(),
    removed: z.array(
      z.object({
        version: z.number().int(),
        createdAt: Instant,
        runId: z.string().nullable(),
        artifact: z.string().nullable().describe('It stays: others may have it too.'),
        source: z.string().nullable(),
      }),
    ),
    kept: z.array(
      z.object({
        version: z.number().int(),
        why: z.array(z.string()).describe('Rules that keep it.'),
      }),
    ),
  }),
  errors: ['MODEL_NOT_FOUND', 'ROLLOUT_ACTIVE'],
  positional: ['name'],
  example: { name: 'penguins-species', keepLast: 3, olderThan: '90d', dryRun: true },
});
