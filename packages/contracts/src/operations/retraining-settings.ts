import { z } from 'zod';

/** Why a retraining began. */
export const RETRAINING_TRIGGERS = [
  'by-hand',
  'schedule',
  'new-data',
  'degradation',
  'drift',
] as const;

/** How a challenger may be learned. */
export const RETRAINING_STARTS = ['over', 'fine-tune'] as const;

const Triggers = z.strictObject({
  schedule: z
    .string()
    .min(1)
    .max(100)
    .optional()
    .describe('Cron expression in UTC, such as `0 3 * * 1` for three on Mondays.'),
  newData: z
    .string()
    .min(1)
    .max(128)
    .optional()
    .describe('Dataset whose new versions are learned from as soon as they are there.'),
  newLabels: z
    .number()
    .int()
    .min(50)
    .max(1_000_000_000)
    .optional()
    .describe('Answered rows whose label the champion has not learned from that are enough.'),
  degradation: z
    .boolean()
    .default(false)
    .describe(
      'Whether one begins where a monitor finds answers worse than they were, or probabilities that do not come true, or where a version that was the champion before answers better.',
    ),
  drift: z
    .boolean()
    .default(false)
    .describe('Whether a monitor that finds inputs or answers changed begins one.'),
});

const History = z
  .union([
    z.enum(['all', 'since-change']),
    z.strictObject({
      windowDays: z.number().gt(0).max(36_500).describe('Rows of the last so many days.'),
    }),
    z.strictObject({
      halfLifeDays: z
        .number()
        .gt(0)
        .max(36_500)
        .describe('All rows; one that is so many days older counts half as much.'),
    }),
  ])
  .describe(
    'Which rows are learned from. all: what the champion learned from, and the labelled rows since · since-change: those since the world changed, where the cause says when, else all · windowDays · halfLifeDays.',
  );

const RolloutSettings = z.strictObject({
  steps: z
    .string()
    .regex(
      /^\s*\d*\.?\d+\s*%?\s*(,\s*\d*\.?\d+\s*%?\s*)*$/,
      'must be shares with commas, such as "5%,25%,50%"',
    )
    .optional()
    .describe('Share of the requests per step. Default: 1 %, 5 %, 25 %, 50 %.'),
  stepSeconds: z
    .number()
    .min(0)
    .max(30 * 86_400)
    .default(300)
    .describe('Shortest time of a step, seconds.'),
  stepRequests: z
    .number()
    .int()
    .min(0)
    .max(1_000_000_000)
    .default(200)
    .describe('Fewest requests that the new version answers per step.'),
  labels: z
    .number()
    .int()
    .min(0)
    .max(1_000_000_000)
    .default(0)
    .describe('Labels of its answers that it must have before it takes over.'),
});

/** When and how the model of an endpoint is trained anew. */
export const RetrainingSettings = z.strictObject({
  triggers: Triggers.prefault({}).describe(
    'What begins a retraining besides a person, who always may.',
  ),
  history: History.default('all'),
  start: z
    .enum([...RETRAINING_STARTS, 'both'])
    .default('over')
    .describe(
      'How the challenger is learned. over: anew, as the champion was, from the whole history · fine-tune: the champion is kept, and small trees learn from the newer rows what its answers lack · both: one of each; the one that gains more on the newest rows goes on.',
    ),
  budget: z
    .string()
    .regex(/^\d+(\.\d+)?(ms|s|m|h)$/, 'must be a number with s, m or h, such as "60s"')
    .optional()
    .describe('Wall time of a training. Default: that of the run that made the champion.'),
  coolDownHours: z
    .number()
    .min(0)
    .max(8760)
    .default(24)
    .describe('Time after a retraining in which nothing but a person begins another.'),
  mostPerWeek: z
    .number()
    .int()
    .min(1)
    .max(1000)
    .default(3)
    .describe('Retrainings in seven days at most, those that a person begins not counted in.'),
  compareShare: z
    .number()
    .min(0.05)
    .max(0.9)
    .default(0.3)
    .describe(
      'Share of the new labelled rows, the newest, that nobody learns from and both models are compared on.',
    ),
  margin: z
    .number()
    .min(0)
    .max(1)
    .default(0.01)
    .describe('Difference that still counts as equal, as a share of the figure of the champion.'),
  whenEqual: z
    .enum(['keep', 'replace'])
    .default('keep')
    .describe(
      'What becomes of the champion where the challenger is as good, within the margin. One that does without a broken column takes over then in any case.',
    ),
  approval: z
    .boolean()
    .default(false)
    .describe('Whether a person approves the challenger before any caller gets its answers.'),
  rollout: RolloutSettings.prefault({}).describe('The canary that the challenger goes through.'),
  robust: z
    .union([z.literal('auto'), z.array(z.string().min(1).max(1000)).max(10)])
    .default([])
    .describe(
      'Columns that may break: after each promotion a version is trained without each of them and kept ready to stand in. `auto`: the three most important.',
    ),
});

export type RetrainingSettings = z.output<typeof RetrainingSettings>;
