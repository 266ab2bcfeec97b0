import { z } from 'zod';
import { operation } from './operation.ts';
import { Instant } from './shared.ts';

const AnyName = z
  .string()
  .min(1)
  .regex(/^[^/:]+$/, 'must not hold "/" or ":"')
  .describe('Name of the model.');

const note = z.string().max(1000).optional().describe('Why, for the trail.');

const Rules = z.object({
  nApprovals: z
    .number()
    .int()
    .describe('Approvals by different people, none of them the one who releases it.'),
  isDescribed: z
    .boolean()
    .describe('Whether the model and the version must say what they are for.'),
});

const at = {
  name: AnyName,
  version: z.coerce.number().int().min(1).describe('Number of the version.'),
};

/** Whether a version may be released, and who said what of it. */
const Approvals = z.object({
  name: z.string(),
  version: z.number().int(),
  rules: Rules,
  verdicts: z.array(
    z.object({
      who: z.string(),
      isApproval: z.boolean(),
      why: z.string().nullable(),
      at: Instant,
    }),
  ),
  nApproved: z.number().int().describe('Approvals that count.'),
  isReleasable: z.boolean(),
  missing: z.array(z.string()).describe('A part of a sentence for each thing that is missing.'),
});

export const modelsApprovals = operation({
  name: 'models.approvals',
  doc: 'Whether a version may be released, who approved or rejected it, and what is missing.',
  http: 'GET /api/v1/models/{name}/versions/{version}/approvals',
  input: z.object(at),
  output: Approvals,
  errors: ['MODEL_NOT_FOUND', 'MODEL_VERSION_NOT_FOUND'],
  positional: ['name', 'version'],
  example: { name: 'penguins-species', version: 1 },
});

export const modelsApprove = operation({
  name: 'models.approve',
  doc: 'Approves a version, in the name of who asks; of one person the last word counts.',
  http: 'POST /api/v1/models/{name}/versions/{version}/approve',
  input: z.object({ ...at, note }),
  output: Approvals,
  errors: ['MODEL_NOT_FOUND', 'MODEL_VERSION_NOT_FOUND', 'APPROVER_UNKNOWN'],
  positional: ['name', 'version'],
  example: { name: 'penguins-species', version: 1, note: 'checked on the rows of October' },
});

export const modelsReject = operation({
  name: 'models.reject',
  doc: 'Rejects a version, in the name of who asks: it is not released until the same person approves it.',
  http: 'POST /api/v1/models/{name}/versions/{version}/reject',
  input: z.object({ ...at, note }),
  output: Approvals,
  errors: ['MODEL_NOT_FOUND', 'MODEL_VERSION_NOT_FOUND', 'APPROVER_UNKNOWN'],
  positional: ['name', 'version'],
  example: { name: 'penguins-species', version: 1, note: 'worse for young customers' },
});

export const modelsRules = operation({
  name: 'models.rules',
  doc: 'What versions of a model must have before they become the champion or go to Production; without a flag it shows it.',
  http: 'PUT /api/v1/models/{name}/rules',
  input: z.object({
    name: AnyName,
    approvals: z.coerce
      .number()
      .int()
      .min(0)
      .max(10)
      .optional()
      .describe('Approvals by different people, none of them the one who releases it.'),
    description: z
      .enum(['required', 'optional'])
      .optional()
      .describe('Whether the model and the version must say what they are for.'),
    note,
  }),
  output: Rules.extend({ name: z.string() }),
  errors: ['MODEL_NOT_FOUND'],
  positional: ['name'],
  example: { name: 'penguins-species', approvals: 1 },
});

export const modelsCard = operation({
  name: 'models.card',
  doc: 'The model card of a version, as Markdown: what it is for, how good it is and on what, what was held against it, who approved it, and where it comes from.',
  http: 'GET /api/v1/models/{name}/versions/{version}/card',
  input: z.object(at),
  output: z.object({ name: z.string(), version: z.number().int(), markdown: z.string() }),
  errors: ['MODEL_NOT_FOUND', 'MODEL_VERSION_NOT_FOUND', 'ARTIFACT_NOT_FOUND', 'ARTIFACT_DAMAGED'],
  positional: ['name', 'version'],
  example: { name: 'penguins-species', version: 1 },
});
