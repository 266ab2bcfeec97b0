import { z } from 'zod';
import { operation } from './operation.ts';
import { Instant } from './shared.ts';

/** Metrics that groups are told with, at most. */
const MAX_METRICS = 5;

export const runsGroups = operation({
  name: 'runs.groups',
  doc: 'Runs counted by what a param, a tag or an attribute of theirs holds, with the mean and the ends of metrics.',
  http: 'POST /api/v1/runs/groups',
  input: z.object({
    by: z
      .string()
      .min(1)
      .max(1000)
      .describe('Such as `params.model`, `tags.team` or `user_id`; no metric.'),
    metrics: z
      .array(z.string().min(1).max(250))
      .max(MAX_METRICS)
      .default([])
      .describe(`Names of metrics, ${MAX_METRICS} at most.`),
    filter: z.string().max(10_000).optional().describe('As in a search. Default: all.'),
    experiment: z
      .string()
      .min(1)
      .max(500)
      .optional()
      .describe('Name of the experiment. Default: every one.'),
    limit: z.coerce.number().int().min(1).max(1000).default(100).describe('Groups at most.'),
  }),
  output: z.object({
    groups: z
      .array(
        z.object({
          value: z
            .union([z.string(), z.number()])
            .nullable()
            .describe('null for the runs without.'),
          nRuns: z.number().int(),
          lastStartedAt: Instant,
          metrics: z.array(
            z.object({
              key: z.string(),
              nRuns: z.number().int().describe('Runs of the group that have a number of it.'),
              mean: z.number(),
              least: z.number(),
              greatest: z.number(),
            }),
          ),
        }),
      )
      .describe('Those of most runs first.'),
    isCut: z.boolean().describe('Whether there may be more groups.'),
  }),
  errors: ['EXPERIMENT_NOT_FOUND', 'SEARCH_INVALID'],
  positional: ['by'],
  example: { by: 'params.model', metrics: ['auc'] },
});
