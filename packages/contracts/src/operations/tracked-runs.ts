import { z } from 'zod';
import { MetricValue } from './metric-value.ts';
import { operation } from './operation.ts';
import { RunStatus, runWords } from './runs.ts';
import { Instant, pageOf, paging } from './shared.ts';

/** Points of metrics, inputs and outputs of one request, at most each. */
export const MAX_LOGGED = 1000;

/** Metrics, params and tags of a run that are told unasked where some are asked for, of each kind. */
export const MAX_UNASKED = 30;

/** The id of a run, whoever made it. */
export const RunKey = z
  .string()
  .regex(/^[\w-]{1,256}$/, 'must be 1 to 256 letters, digits, "_" or "-"')
  .describe('Run id.');

const Key = z.string().min(1).max(250);
const Time = z.iso.datetime().describe('ISO 8601 instant in UTC.');

const Step = z.number().int().min(Number.MIN_SAFE_INTEGER).max(Number.MAX_SAFE_INTEGER);

export const TrackedRun = z.object({
  id: z.string(),
  experiment: z.string(),
  name: z.string(),
  status: RunStatus,
  startedAt: Instant,
  endedAt: Instant.nullable(),
  metrics: z.record(z.string(), MetricValue).describe('Of each the value of its greatest step.'),
  params: z.record(z.string(), z.string()),
  tags: z.record(z.string(), z.string()),
  ...runWords,
});

const Created = z.object({ id: z.string(), experiment: z.string(), status: RunStatus });

export const runsCreate = operation({
  name: 'runs.create',
  doc: 'Writes down that a run of any program has begun; its experiment is made where it is missing.',
  http: 'POST /api/v1/experiments/{experiment}/runs',
  input: z.object({
    experiment: z.string().min(1).max(500).describe('Name of the experiment.'),
    id: RunKey.optional().describe(
      'Id that the caller chose, so that asking twice makes one run. Default: a new one.',
    ),
    name: z.string().min(1).max(250).optional().describe('For people. Default: its id.'),
    user: z.string().min(1).max(250).optional().describe('Who runs it. Default: who asks.'),
    parent: RunKey.optional().describe('Run that it is a part of.'),
    startedAt: Time.optional().describe('When it began, an ISO 8601 instant in UTC. Default: now.'),
    tags: z.record(Key, z.string().max(8000)).default({}),
  }),
  output: Created,
  errors: ['EXPERIMENT_STATE', 'EXPERIMENT_EXISTS', 'RUN_EXISTS'],
  example: { experiment: 'churn', name: 'wider-trees' },
});

export const runsLog = operation({
  name: 'runs.log',
  doc: 'Logs points of metrics, params, tags, inputs and outputs to a run. What it has already is no change, so that it may be sent again.',
  http: 'POST /api/v1/runs/{id}/log',
  input: z.object({
    id: RunKey,
    metrics: z
      .array(
        z.object({
          key: Key,
          value: MetricValue,
          step: Step.default(0),
          at: Time.optional().describe('Default: now; without it a point sent again is another.'),
        }),
      )
      .max(MAX_LOGGED)
      .default([])
      .describe('Points of metrics: `key`, `value`, `step`, `at`.'),
    params: z
      .record(Key, z.string().max(8000))
      .default({})
      .describe('How the run was made; each is set once.'),
    tags: z
      .record(Key, z.string().max(8000).nullable())
      .default({})
      .describe('Words about it; null takes one away.'),
    note: z.string().max(8000).nullable().optional().describe('What people should know of it.'),
    inputs: z
      .array(
        z.object({
          name: z.string().min(1).max(500),
          digest: z.string().min(1).max(36).describe('Tells one state of the table from others.'),
          source: z.string().max(8000).default('').describe('Where it was read from.'),
          role: z.string().max(250).optional().describe('Such as `training`.'),
        }),
      )
      .max(MAX_LOGGED)
      .default([])
      .describe('Tables that it read.'),
    outputs: z
      .array(z.object({ model: z.string().min(1).max(250), step: Step.default(0) }))
      .max(MAX_LOGGED)
      .default([])
      .describe('Ids of models that it made.'),
  }),
  output: z.object({ id: z.string() }),
  errors: ['RUN_NOT_FOUND', 'RUN_STATE', 'PARAM_CHANGED'],
  example: {
    id: '01JD0000000000000000000000',
    metrics: [{ key: 'loss', value: 0.3, step: 12, at: '2026-11-23T08:00:00.000Z' }],
    params: { depth: '8' },
  },
});

export const runsEnd = operation({
  name: 'runs.end',
  doc: 'Writes down how a run of any program has ended. What is logged later is kept.',
  http: 'POST /api/v1/runs/{id}/end',
  input: z.object({
    id: RunKey,
    status: z.enum(['finished', 'failed', 'stopped']).default('finished'),
    error: z.string().max(8000).optional().describe('Why it failed.'),
    endedAt: Time.optional().describe('When it ended, an ISO 8601 instant in UTC. Default: now.'),
  }),
  output: z.object({ id: z.string(), status: RunStatus, endedAt: Instant }),
  errors: ['RUN_NOT_FOUND', 'RUN_STATE'],
  example: { id: '01JD0000000000000000000000', status: 'finished' },
});

export const runsSearch = operation({
  name: 'runs.search',
  doc: 'Runs by what they logged, in any order.',
  http: 'POST /api/v1/runs/search',
  input: z.object({
    ...paging,
    filter: z
      .string()
      .max(10_000)
      .optional()
      .describe("Such as `metrics.auc > 0.8 AND params.depth = '8'`. Default: all."),
    order: z
      .string()
      .max(1000)
      .optional()
      .describe('Such as `metrics.auc DESC`. Default: the newest first.'),
    experiment: z
      .string()
      .min(1)
      .max(500)
      .optional()
      .describe('Name of the experiment. Default: every one.'),
    fields: z
      .array(z.string().min(1).max(1000))
      .max(200)
      .optional()
      .describe(
        `Metrics, params and tags that are wanted, as searches write them; of the others the first ${MAX_UNASKED} of each kind by name are told. Default: all.`,
      ),
  }),
  output: pageOf(TrackedRun),
  errors: ['EXPERIMENT_NOT_FOUND', 'SEARCH_INVALID'],
  positional: ['filter'],
  example: { filter: 'metrics.auc > 0.8', order: 'metrics.auc DESC', limit: 20 },
});

export const runsDelete = operation({
  name: 'runs.delete',
  doc: 'Puts a run out of sight. It can be brought back until it is purged.',
  http: 'DELETE /api/v1/runs/{id}',
  input: z.object({ id: RunKey }),
  output: z.object({ id: z.string() }),
  errors: ['RUN_NOT_FOUND', 'RUN_STATE'],
  example: { id: '01JD0000000000000000000000' },
});

export const runsRestore = operation({
  name: 'runs.restore',
  doc: 'Brings a run back that was deleted.',
  http: 'POST /api/v1/runs/{id}/restore',
  input: z.object({ id: RunKey }),
  output: z.object({ id: z.string() }),
  errors: ['RUN_NOT_FOUND', 'RUN_STATE'],
  example: { id: '01JD0000000000000000000000' },
});
