import { z } from 'zod';
import { operation } from './operation.ts';
import { Instant, Name, pageOf, paging, Who } from './shared.ts';

/** How a new version takes over. */
export const ROLLOUT_STRATEGIES = [
  'canary',
  'blue-green',
  'shadow',
  'ab',
  'bandit',
  'contextual-bandit',
] as const;

export const RolloutStrategy = z
  .enum(ROLLOUT_STRATEGIES)
  .describe(
    'canary: it answers a growing share of the requests · blue-green: all of them at once · shadow: it answers besides, and nobody sees it · ab: both answer half each until labels tell which one is better · bandit: up to 8 versions, each with the share that its rewards make it due (Thompson sampling) · contextual-bandit: the same, where what a request says decides which version it gets (LinUCB).',
  );

export const RolloutStatus = z
  .enum(['running', 'paused', 'promoted', 'rolled-back', 'ended'])
  .describe(
    'promoted: the new version is the champion · rolled-back: the old one stayed · ended: a shadow or a test without a promotion is over.',
  );

/** Mean reward of a version, had it answered every request. */
export const RolloutReward = z.object({
  mean: z.number().describe('Weighed by the inverse of the logged propensities.'),
  low: z
    .number()
    .describe('Lower end of the interval that holds it, whenever one looks, at 1 - `level`.'),
  high: z.number(),
});

export const RolloutBandit = z.object({
  floor: z.number().describe('Least share of every version that is not out, 0 to 1.'),
  maxShare: z.number().describe('Greatest share of a version, 0 to 1.'),
  promotes: z
    .boolean()
    .describe('Whether the version that is surely the best becomes the champion.'),
  context: z.array(z.string()).describe('Columns that it chooses by; none of a plain bandit.'),
  learnedAt: Instant.describe('When it last took rewards into account.'),
});

export const RolloutArm = z.object({
  name: z.enum(['champion', 'candidate']),
  version: z.number().int(),
  share: z.number().describe('Share of the requests that it answers now, 0 to 1.'),
  nAnswered: z.number().int().describe('Requests that it answered, or answered in the shadow.'),
  nFailed: z.number().int().describe('Requests that it could not answer.'),
  reward: RolloutReward.nullable()
    .optional()
    .describe('Of a bandit: what its requests bring; null before 50 rewards.'),
  nRewards: z.number().int().optional().describe('Of a bandit: rewards that came so far.'),
  probabilityBest: z
    .number()
    .nullable()
    .optional()
    .describe(
      'Of a bandit: probability that it brings most, by the rewards so far; null: too few.',
    ),
  out: z
    .string()
    .nullable()
    .optional()
    .describe('Of a bandit: why it gets no requests any more; null: it gets some.'),
});

export const RolloutGuard = z.object({
  name: z
    .string()
    .describe('What is watched, such as `errors`; group by group `errors per group`.'),
  outcome: z
    .enum(['harm', 'better', 'no-harm', 'undecided'])
    .describe(
      'harm: the new version is worse · better: it is better · no-harm: it is not worse by more than is put up with; each with the promised certainty, whenever one looks.',
    ),
  sentence: z.string().describe('With the numbers that it rests on.'),
  difference: z
    .number()
    .nullable()
    .describe(
      'The new version against the old one, of what is compared; null before there is some.',
    ),
  low: z.number().nullable().describe('Lower end of what the difference may be; null: open.'),
  high: z.number().nullable().describe('Upper end; null: open.'),
  p: z
    .number()
    .describe('Always-valid p-value of "it is no worse": small is harm, whenever one looks.'),
});

/** What a comparison says that decides which of two versions is better. */
export const RolloutVerdict = z.object({
  by: z.enum(['labels', 'metric']).describe('What is compared.'),
  better: z
    .enum(['candidate', 'champion', 'neither', 'undecided'])
    .describe('neither: no difference by more than is put up with.'),
  difference: z.number().nullable(),
  low: z
    .number()
    .nullable()
    .describe(
      'Lower end of the confidence sequence of the difference, at 1 - `level`; null: open.',
    ),
  high: z.number().nullable(),
  level: z.number().describe('Part of the level of the rollout that this comparison has.'),
  pWorse: z.number().describe('Always-valid p-value of "the new version is no worse".'),
  pBetter: z.number().describe('Always-valid p-value of "the new version is no better".'),
  sentence: z.string(),
});

export const RolloutMetric = z.object({
  name: z.string(),
  worse: z.enum(['lower', 'higher']),
  margin: z.number(),
});

export const RolloutEvent = z.object({
  at: Instant,
  kind: z.enum([
    'started',
    'advanced',
    'taken-out',
    'paused',
    'resumed',
    'promoted',
    'rolled-back',
    'ended',
  ]),
  by: z.enum(['person', 'controller']),
  who: Who,
  message: z.string(),
});

export const RolloutSummary = z.object({
  id: z.string(),
  endpoint: Name,
  strategy: RolloutStrategy,
  status: RolloutStatus,
  from: z.number().int().describe('Version that was the champion when it began.'),
  to: z
    .number()
    .int()
    .describe('Version that is to take over; of a bandit the first of them, or the one that did.'),
  share: z.number().describe('Share of the requests that the new version answers now, 0 to 1.'),
  step: z.number().int().describe('Step that it is on, from 1.'),
  steps: z
    .array(z.number())
    .describe('Share of the requests per step, 0 to 1; none of a bandit, whose shares move.'),
  startedAt: Instant,
  endedAt: Instant.nullable(),
  reason: z.string().describe('Why it stands where it stands, as one sentence.'),
});

export const Rollout = RolloutSummary.extend({
  by: z
    .string()
    .nullable()
    .describe('Column whose value decides which version answers; null: chance.'),
  group: z.string().nullable().describe('Column whose groups are watched one by one.'),
  stepSeconds: z.number(),
  stepRequests: z.number().int(),
  labels: z.number().int(),
  level: z.number(),
  metric: RolloutMetric.nullable().describe('What requests bring, where it is watched.'),
  bandit: RolloutBandit.nullable().optional(),
  arms: z.array(RolloutArm).describe('The champion first.'),
  guards: z.array(RolloutGuard),
  verdict: RolloutVerdict.describe(
    'Which version is better, by labels, or by the metric that is watched.',
  ),
  events: z.array(RolloutEvent).describe('Oldest first.'),
});

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
