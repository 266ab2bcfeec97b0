import { z } from 'zod';
import { TABLE_TASKS, TASK_WORDS } from '../signature.ts';

const Column = z.string().min(1);

/** What a run may be told of its task, named as the flags of `kaizen run`. */
export const runSettings = {
  task: z
    .enum([...TASK_WORDS, ...TABLE_TASKS])
    .optional()
    .describe('Default: inferred from the target.'),
  metric: z
    .string()
    .min(1)
    .optional()
    .describe('Metric that chooses the champion. Default: the one of the task.'),
  quantiles: z
    .string()
    .regex(
      /^\s*\d*\.?\d+(\s*,\s*\d*\.?\d+)*\s*$/,
      'must be numbers between commas, such as "0.1,0.5,0.9"',
    )
    .optional()
    .describe('Of quantiles: shares of rows below each, between commas. Default: 0.1,0.5,0.9.'),
  group: Column.optional().describe(
    'Column whose rows stay together in every split; a ranking ranks within it.',
  ),
  time: Column.optional().describe(
    'Column of time: a forecast goes along it, other models are measured on later rows than they learned from.',
  ),
  split: z
    .enum(['random', 'stratified', 'group', 'time'])
    .optional()
    .describe('How rows are kept apart. Default: by `time` or `group` where one is named.'),
  weights: Column.optional().describe('Column of numbers that tell how much a row counts.'),
  series: Column.optional().describe('Of a forecast: column that tells series apart.'),
  horizon: z.coerce
    .number()
    .int()
    .min(1)
    .max(10_000)
    .optional()
    .describe('Of a forecast: steps ahead. Default: usual for the frequency.'),
  season: z.coerce
    .number()
    .int()
    .min(1)
    .max(100_000)
    .optional()
    .describe('Of a forecast: steps after which a pattern repeats; 1 for none. Default: inferred.'),
  frequency: z
    .string()
    .min(1)
    .optional()
    .describe(
      'Of a forecast: distance of points, such as month or "30 minutes". Default: inferred.',
    ),
  clusters: z.coerce
    .number()
    .int()
    .min(2)
    .max(100)
    .optional()
    .describe('Number of clusters. Default: chosen.'),
  share: z.coerce
    .number()
    .gt(0)
    .max(0.5)
    .optional()
    .describe(
      'Share of the rows that are called anomalies, such as 0.01. Default: by false alarms.',
    ),
  detector: z
    .enum(['isolation-forest', 'robust-distance'])
    .optional()
    .describe('What finds anomalies. Default: isolation-forest.'),
} as const;

/** Name of a setting. */
export type RunSetting = keyof typeof runSettings;

/** Their names, in the order in which forms show them. */
export const RUN_SETTINGS = Object.keys(runSettings) as [RunSetting, ...RunSetting[]];
