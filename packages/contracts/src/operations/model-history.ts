import { z } from 'zod';
import { operation } from './operation.ts';
import { Instant, Name, Who } from './shared.ts';

/** One move of an alias. */
export const AliasMove = z.object({
  at: Instant,
  alias: z.string(),
  from: z.number().int().nullable().describe('Version that it pointed at before; null: none.'),
  to: z.number().int().describe('Version that it pointed at from then on.'),
  by: z
    .enum(['run', 'rollout', 'person'])
    .describe(
      'run: a run registered the version · rollout: a rollout made it the champion · person: somebody pointed the alias at it.',
    ),
  source: z.string().nullable().describe('Id of the run or rollout.'),
  who: Who,
  why: z.string().nullable(),
});

export const modelsHistory = operation({
  name: 'models.history',
  doc: 'Which versions the aliases of a model, such as `champion`, pointed at: when, by whom and why. Newest first.',
  http: 'GET /api/v1/models/{name}/history',
  input: z.object({
    name: Name.describe('Name of the model.'),
    limit: z.coerce.number().int().min(1).max(1000).default(20).describe('Moves at most.'),
  }),
  output: z.object({ items: z.array(AliasMove) }),
  errors: ['MODEL_NOT_FOUND', 'MODEL_NOT_SERVABLE'],
  example: { name: 'penguins-species', limit: 20 },
});
