import { z } from 'zod';
import { operation } from './operation.ts';
import { RETRAINING_STARTS, RETRAINING_TRIGGERS } from './retraining-settings.ts';
import { Instant, Name, pageOf, paging, Who } from './shared.ts';

/** The steps of a retraining, in their order. */
export const RETRAINING_STEPS = [
  'gather',
  'train',
  'compare',
  'approve',
  'roll-out',
  'understudies',
] as const;

export const RetrainingStatus = z
  .enum(['running', 'waiting', 'promoted', 'rejected', 'rolled-back', 'failed', 'stopped'])
  .describe(
    'waiting: for an approval · promoted: the challenger is the champion · rejected: it was not better, or not approved · rolled-back: the rollout took it back · failed: a step could not be done.',
  );

export const RetrainingStep = z.object({
  name: z.enum(RETRAINING_STEPS),
  status: z.enum(['running', 'waiting', 'done', 'refused', 'failed']),
  startedAt: Instant,
  endedAt: Instant.nullable(),
  message: z.string().describe('What happened, as a sentence.'),
});

/** How much better the challenger is. */
export const RetrainingGain = z.object({
  value: z.number().describe('Above 0 is better, whatever the metric.'),
  low: z.number().nullable().describe('Lower end of its interval.'),
  high: z.number().nullable(),
});

export const RetrainingComparison = z.object({
  metric: z.string(),
  champion: z.number().describe('Figure of the champion on the rows.'),
  challenger: z.number(),
  nRows: z.number().int().describe('Newest labelled rows, which neither has learned from.'),
  level: z.number().describe('Coverage of the interval of the gain.'),
  gain: RetrainingGain,
  slices: z
    .array(
      RetrainingGain.extend({
        column: z.string(),
        name: z.string(),
        nRows: z.number().int(),
        isWorse: z
          .boolean()
          .describe('Whether it is surely worse there, however many slices there are.'),
      }),
    )
    .describe('Parts of the rows, those where it loses most first; at most 20.'),
});

/** A way to learn the challenger, and what came of it. */
export const RetrainingTry = z.object({
  start: z.enum(RETRAINING_STARTS),
  version: z.number().int().nullable().describe('Null where none came of it.'),
  message: z.string().describe('What came of it, as a sentence.'),
  gain: RetrainingGain.nullable().describe('Over the champion; null until both are compared.'),
});

export const RetrainingSummary = z.object({
  id: z.string(),
  endpoint: Name,
  trigger: z.enum(RETRAINING_TRIGGERS),
  cause: z.string().describe('Why it began, as a sentence.'),
  status: RetrainingStatus,
  champion: z.number().int().describe('Version that was the champion when it began.'),
  challenger: z
    .number()
    .int()
    .nullable()
    .describe(
      'Version that came of it, or one that was the champion before and knows the world better.',
    ),
  startedAt: Instant,
  endedAt: Instant.nullable(),
  reason: z.string().describe('Why it stands where it stands, as a sentence.'),
});

export const Retraining = RetrainingSummary.extend({
  key: z.string().describe('What it was begun by: the same key begins nothing twice.'),
  who: Who,
  without: z.array(z.string()).describe('Columns that it does without.'),
  history: z.string().nullable().describe('Dataset version that was learned from.'),
  newest: z.string().nullable().describe('Dataset version that both were compared on.'),
  runs: z.array(z.string()).describe('Training runs, the last one last.'),
  tried: z.array(RetrainingTry).describe('How it was tried to learn the challenger, in order.'),
  comparison: RetrainingComparison.nullable(),
  rollout: z.string().nullable().describe('Id of the rollout.'),
  understudies: z
    .array(z.object({ column: z.string(), version: z.number().int() }))
    .describe('Versions that do without one column, ready to stand in.'),
  steps: z.array(RetrainingStep).describe('Oldest first.'),
});

const reference = z.object({
  id: z
    .string()
    .min(6)
    .max(26)
    .describe('Id, or an unambiguous prefix of 6 characters; `kaizen retrainings list` has them.'),
});

export const retrainingsStart = operation({
  name: 'retrainings.start',
  doc: 'Trains the model of an endpoint anew from its history, and lets it take over if it is better on the newest rows.',
  http: 'POST /api/v1/retrainings',
  input: z.object({
    endpoint: Name.describe('Endpoint, which has the name of its model.'),
    because: z
      .string()
      .min(1)
      .max(1000)
      .default('Somebody asked for it.')
      .describe('Why, for the history.'),
    since: Instant.optional().describe(
      'Since when the world is another one, for the policy `since-change`.',
    ),
    without: z
      .string()
      .min(1)
      .optional()
      .describe('Columns that the new model does without, with commas between.'),
    key: z
      .string()
      .min(1)
      .max(200)
      .optional()
      .describe('What caused it: asked for twice, it begins once. Default: a new one.'),
  }),
  output: Retraining,
  errors: ['ENDPOINT_NOT_FOUND', 'RETRAINING_ACTIVE', 'RETRAINING_IMPOSSIBLE', 'COLUMN_UNKNOWN'],
  positional: ['endpoint'],
  example: { endpoint: 'penguins-species', because: 'The winter began.' },
});

export const retrainingsList = operation({
  name: 'retrainings.list',
  doc: 'Retrainings of all endpoints, or of one, newest first.',
  http: 'GET /api/v1/retrainings',
  input: z.object({
    endpoint: Name.optional().describe('Endpoint. Default: all.'),
    ...paging,
  }),
  output: pageOf(RetrainingSummary),
  errors: [],
  example: { limit: 20 },
});

export const retrainingsShow = operation({
  name: 'retrainings.show',
  doc: 'One retraining: its steps, what it learned from, and how the challenger compares.',
  http: 'GET /api/v1/retrainings/{id}',
  input: reference,
  output: Retraining,
  errors: ['RETRAINING_NOT_FOUND'],
  positional: ['id'],
  example: { id: '01JZ8T' },
});

export const retrainingsStop = operation({
  name: 'retrainings.stop',
  doc: 'Stops a retraining: its training ends, its rollout is rolled back, and the champion stays.',
  http: 'POST /api/v1/retrainings/{id}/stop',
  input: reference.extend({
    note: z.string().max(1000).optional().describe('Why, for the history.'),
  }),
  output: Retraining,
  errors: ['RETRAINING_NOT_FOUND', 'RETRAINING_OVER'],
  positional: ['id'],
  example: { id: '01JZ8T' },
});

const StandIn = z.object({
  endpoint: Name,
  column: z.string(),
  from: z.number().int().describe('Version that answered before.'),
  to: z.number().int().describe('The understudy.'),
  status: z
    .enum(['standing', 'ended', 'void'])
    .describe('void: another version took over meanwhile.'),
  cause: z.string(),
  startedAt: Instant,
  endedAt: Instant.nullable(),
});

const StandInKey = z
  .string()
  .min(1)
  .max(200)
  .optional()
  .describe(
    'What caused it: asked for twice, it happens once. Default: one per endpoint and column.',
  );

export const retrainingsStandIn = operation({
  name: 'retrainings.stand-in',
  doc: 'Lets the version that does without a column answer at once, because the column is broken.',
  http: 'POST /api/v1/retrainings/stand-in',
  input: z.object({
    endpoint: Name.describe('Endpoint, which has the name of its model.'),
    column: z.string().min(1).describe('Column that cannot be trusted.'),
    because: z.string().min(1).max(1000).default('Its column is broken.').describe('Why.'),
    key: StandInKey,
  }),
  output: StandIn,
  errors: ['ENDPOINT_NOT_FOUND', 'UNDERSTUDY_MISSING', 'RELEASE_UNAPPROVED', 'RELEASE_REFUSED'],
  positional: ['endpoint', 'column'],
  example: { endpoint: 'penguins-species', column: 'body_mass_g' },
});

export const retrainingsStandDown = operation({
  name: 'retrainings.stand-down',
  doc: 'Gives the endpoint back to the version that answered before an understudy stood in.',
  http: 'POST /api/v1/retrainings/stand-down',
  input: z.object({
    endpoint: Name.describe('Endpoint, which has the name of its model.'),
    column: z.string().min(1).describe('Column that was broken.'),
    key: StandInKey,
  }),
  output: StandIn,
  errors: ['ENDPOINT_NOT_FOUND', 'UNDERSTUDY_MISSING', 'RELEASE_UNAPPROVED', 'RELEASE_REFUSED'],
  positional: ['endpoint', 'column'],
  example: { endpoint: 'penguins-species', column: 'body_mass_g' },
});
