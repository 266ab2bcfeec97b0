import { z } from 'zod';
import { operation } from './operation.ts';
import { Rollout, RolloutStrategy, RolloutSummary } from './rollout-shapes.ts';
import { Name, pageOf, paging } from './shared.ts';

const SHARES = /^\s*\d*\.?\d+\s*%?\s*(,\s*\d*\.?\d+\s*%?\s*)*$/;

const VERSIONS = /^\s*\d+\s*(,\s*\d+\s*)*$/;

const reference = z.object({
  id: z
    .string()
    .min(6)
    .max(26)
    .describe('Id, or an unambiguous prefix of 6 characters; `kaizen rollouts list` shows them.'),
});

const decision = reference.extend({
  note: z.string().max(1000).optional().describe('Why, for the history.'),
});

export const rolloutsStart = operation({
  name: 'rollouts.start',
  doc: 'Lets another version of a model take over its endpoint step by step, and only if it deserves to.',
  http: 'POST /api/v1/rollouts',
  input: z.object({
    endpoint: Name.describe('Endpoint, which has the name of its model.'),
    to: z.coerce
      .number()
      .int()
      .min(1)
      .optional()
      .describe('Version that is to take over. Default: the newest.'),
    strategy: RolloutStrategy.default('canary'),
    steps: z
      .string()
      .regex(SHARES, 'must be shares with commas, such as "5%,25%,50%"')
      .optional()
      .describe(
        'Share of the requests per step, such as `5%,25%,50%`. Default: 1 %, 5 %, 25 %, 50 %; a shadow has one, 100 %.',
      ),
    stepSeconds: z.coerce
      .number()
      .min(0)
      .max(30 * 86_400)
      .default(300)
      .describe('Shortest time of a step, seconds.'),
    stepRequests: z.coerce
      .number()
      .int()
      .min(0)
      .default(200)
      .describe('Fewest requests that the new version answers per step.'),
    by: z
      .string()
      .min(1)
      .optional()
      .describe(
        'Column of the rows, such as `customer`, whose value always gets the same version. Default: chance.',
      ),
    group: z
      .string()
      .min(1)
      .optional()
      .describe('Column whose groups are watched one by one: nobody is worse off unseen.'),
    labels: z.coerce
      .number()
      .int()
      .min(0)
      .default(0)
      .describe(
        'Labels of its answers that the new version must have before it takes over. Default: none are waited for; those that come are judged.',
      ),
    level: z.coerce
      .number()
      .gt(0)
      .max(0.5)
      .default(0.05)
      .describe('Most that a version as good as the old one is at risk of being rolled back.'),
    errorMargin: z.coerce
      .number()
      .min(0)
      .max(1)
      .default(0.01)
      .describe(
        'Share of failed requests above the old one that still counts as no harm. Harm is any surplus that is sure, however small.',
      ),
    latencyFactor: z.coerce
      .number()
      .min(1)
      .max(100)
      .default(1.5)
      .describe(
        'Times that the new version may take as long as the old one, at the median and at p95.',
      ),
    answersMove: z.coerce
      .number()
      .min(0)
      .max(0.9)
      .default(0.2)
      .describe(
        'Most that the distribution of the answers may move by, as a share of the answers: surely more is harm. A model of a changed world answers differently, and should.',
      ),
    metric: z
      .string()
      .regex(/^[\w.-]{1,64}$/, 'must be letters, digits, ".", "_" and "-"')
      .optional()
      .describe(
        'What requests bring, such as `revenue`, posted to `predictions.reward`: watched as one more guard, and what decides an `ab`.',
      ),
    metricWorse: z
      .enum(['lower', 'higher'])
      .optional()
      .describe(
        'In which direction the metric gets worse: money when lower, costs when higher. Default: lower.',
      ),
    metricMargin: z.coerce
      .number()
      .min(0)
      .optional()
      .describe(
        'Loss of the metric per request that still counts as no harm, in its unit. Default: 0, none.',
      ),
    arms: z
      .string()
      .regex(VERSIONS, 'must be versions with commas, such as "3,4,5"')
      .optional()
      .describe(
        'Of a bandit: the versions to choose among besides the champion, such as `3,4,5`; 7 at most. Default: `to`.',
      ),
    floor: z.coerce
      .number()
      .gt(0)
      .max(0.5)
      .optional()
      .describe(
        'Of a bandit: least share of every version, so that none is forgotten. Default: 0.02.',
      ),
    maxShare: z.coerce
      .number()
      .gt(0)
      .max(1)
      .optional()
      .describe(
        'Of a bandit: greatest share of a version; of a contextual one, of like requests. Default: 0.9, of a contextual one 1.',
      ),
    promote: z
      .boolean()
      .optional()
      .describe(
        'Of a bandit: make the version that is surely the best the champion, and end. Default: say so, and go on.',
      ),
    context: z
      .string()
      .min(1)
      .optional()
      .describe(
        'Of a contextual bandit: columns that it chooses by, such as `plan,months`. Default: every number and category that the model reads.',
      ),
    note: z.string().max(1000).optional().describe('Why, for the history.'),
  }),
  output: Rollout,
  errors: [
    'ENDPOINT_NOT_FOUND',
    'MODEL_VERSION_NOT_FOUND',
    'ROLLOUT_ACTIVE',
    'ROLLOUT_POINTLESS',
    'RELEASE_REFUSED',
    'COLUMN_UNKNOWN',
    'ARGUMENT_INVALID',
    'ARTIFACT_NOT_FOUND',
    'ARTIFACT_DAMAGED',
    'MODEL_ARTIFACT_INVALID',
    'MODEL_FORECASTS',
  ],
  positional: ['endpoint'],
  example: { endpoint: 'penguins-species', to: 2, steps: '5%,25%,50%' },
});

export const rolloutsList = operation({
  name: 'rollouts.list',
  doc: 'Rollouts, the newest first.',
  http: 'GET /api/v1/rollouts',
  input: z.object({
    ...paging,
    endpoint: Name.optional().describe('Only those of this endpoint.'),
  }),
  output: pageOf(RolloutSummary),
  errors: [],
  example: { limit: 20 },
});

export const rolloutsShow = operation({
  name: 'rollouts.show',
  doc: 'One rollout: what every version did, what is watched, and every step with its reason.',
  http: 'GET /api/v1/rollouts/{id}',
  input: reference,
  output: Rollout,
  errors: ['ROLLOUT_NOT_FOUND'],
  example: { id: '01JD0000000000000000000000' },
});

export const rolloutsPause = operation({
  name: 'rollouts.pause',
  doc: 'Keeps a rollout where it is: the shares stay, and harm still rolls it back.',
  http: 'POST /api/v1/rollouts/{id}/pause',
  input: decision,
  output: Rollout,
  errors: ['ROLLOUT_NOT_FOUND', 'ROLLOUT_OVER'],
  example: { id: '01JD0000000000000000000000' },
});

export const rolloutsResume = operation({
  name: 'rollouts.resume',
  doc: 'Lets a paused rollout go on.',
  http: 'POST /api/v1/rollouts/{id}/resume',
  input: decision,
  output: Rollout,
  errors: ['ROLLOUT_NOT_FOUND', 'ROLLOUT_OVER'],
  example: { id: '01JD0000000000000000000000' },
});

export const rolloutsPromote = operation({
  name: 'rollouts.promote',
  doc: 'Makes the new version the champion now, whatever the guards say.',
  http: 'POST /api/v1/rollouts/{id}/promote',
  input: decision.extend({
    to: z.coerce
      .number()
      .int()
      .min(1)
      .optional()
      .describe(
        'Of a bandit: which of its versions. Default: the one that is most probably the best.',
      ),
  }),
  output: Rollout,
  errors: ['ROLLOUT_NOT_FOUND', 'ROLLOUT_OVER', 'ARGUMENT_INVALID', 'RELEASE_UNAPPROVED'],
  example: { id: '01JD0000000000000000000000', note: 'Agreed with the owner of the model.' },
});

export const rolloutsRollback = operation({
  name: 'rollouts.rollback',
  doc: 'Ends a rollout: the old version answers everything again at once.',
  http: 'POST /api/v1/rollouts/{id}/rollback',
  input: decision,
  output: Rollout,
  errors: ['ROLLOUT_NOT_FOUND', 'ROLLOUT_OVER'],
  example: { id: '01JD0000000000000000000000', note: 'A customer complained.' },
});
