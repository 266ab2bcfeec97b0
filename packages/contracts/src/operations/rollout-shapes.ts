import { z } from 'zod';
import { Instant, Name, Who } from './shared.ts';

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
