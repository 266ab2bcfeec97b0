import { z } from 'zod';
import { operation } from './operation.ts';
import { EstimateSchema, TaskSchema } from './shared.ts';

/** What a row of a leaderboard is kept for, besides having been tried. */
export const LeaderboardRoleSchema = z.enum(['champion', 'small', 'interpretable', 'baseline']);

export type LeaderboardRole = z.output<typeof LeaderboardRoleSchema>;

export const LeaderboardRowSchema = z.object({
  rank: z.number().int().describe('From 1: the champion, then the others by validation score.'),
  name: z.string().describe('Name within the run, such as `random-forest-2`.'),
  title: z.string().describe('What it is, for people.'),
  estimator: z
    .string()
    .describe('The estimator; of several models `ensemble`, `mixture` or `stack`.'),
  params: z
    .record(z.string(), z.union([z.string(), z.number(), z.boolean()]))
    .describe('Parameters that differ from the defaults.'),
  level: z
    .number()
    .int()
    .describe('Stack level: 1 for one model, 2 for models whose answers are combined.'),
  roles: z.array(LeaderboardRoleSchema),
  score: z.number().nullable().describe('Mean of the primary metric over the folds.'),
  validation: EstimateSchema.nullable().describe('Primary metric on rows that folds held out.'),
  test: EstimateSchema.nullable().describe(
    'Primary metric on the untouched test part; null for rows that were not measured there.',
  ),
  isBestAlike: z
    .boolean()
    .nullable()
    .describe('True when it cannot be told from the best one; null when that was not compared.'),
  sizeBytes: z.number().nullable().describe('Bytes of what was learned from one fold.'),
  status: z.enum(['finished', 'failed', 'skipped']),
  error: z.string().optional().describe('Why it failed or was skipped.'),
});

/** One model that a run compared. */
export type LeaderboardRow = z.output<typeof LeaderboardRowSchema>;

/** What the clock said of a row: the only part of a leaderboard that no two runs share. */
export const LeaderboardTimeSchema = z.object({
  fitMs: z.number().nullable().describe('Time to learn from one fold, milliseconds.'),
  predictMsPer1000Rows: z.number().nullable().describe('Milliseconds for 1000 answers.'),
});

/** What a run compared, without times: with `--trials` the same to the byte in every run. */
export const LeaderboardSchema = z.object({
  task: TaskSchema,
  target: z.string(),
  metric: z.object({
    name: z.string(),
    title: z.string(),
    better: z.enum(['higher', 'lower']),
    unit: z.enum(['share', 'nats', 'target', 'none']),
  }),
  nTestRows: z.number().int(),
  rows: z.array(LeaderboardRowSchema),
  sentences: z.array(z.string()).describe('Why the champion won, and what its figures are worth.'),
});

export const LeaderboardTimesSchema = z
  .record(z.string(), LeaderboardTimeSchema)
  .describe('Times by name of the row.');

/** The leaderboard of a run, without times. */
export type Leaderboard = z.output<typeof LeaderboardSchema>;

/** Times by name of the row. */
export type LeaderboardTimes = z.output<typeof LeaderboardTimesSchema>;

export const runsLeaderboard = operation({
  name: 'runs.leaderboard',
  doc: 'Every model that a run compared: scores with intervals, times, sizes and what each is good for.',
  http: 'GET /api/v1/runs/{id}/leaderboard',
  input: z.object({
    id: z
      .string()
      .min(6)
      .max(26)
      .describe('Run id, an unambiguous prefix of at least 6 characters, or `newest`.'),
  }),
  output: LeaderboardSchema.extend({
    run: z.string(),
    times: LeaderboardTimesSchema,
  }),
  errors: ['RUN_NOT_FOUND', 'ARTIFACT_NOT_FOUND', 'ARTIFACT_DAMAGED'],
  example: { id: 'newest' },
});
