import { z } from 'zod';
import { operation } from './operation.ts';
import { EstimateSchema, FindingSchema, Instant, Name, pageOf, paging } from './shared.ts';

export const RunStatus = z
  .enum(['scheduled', 'running', 'finished', 'failed', 'stopped', 'killed'])
  .describe(
    'scheduled: a client wrote it down before it began · stopped: by a person, and it can go on · killed: its process is gone, and it can go on.',
  );

export const RunSummary = z.object({
  id: z.string(),
  experiment: z.string(),
  name: z.string().describe('What was run, for people: dataset and target.'),
  status: RunStatus,
  startedAt: Instant,
  endedAt: Instant.nullable(),
  metrics: z.record(z.string(), EstimateSchema),
});

export const StepRecord = z.object({
  name: z.string(),
  status: z.enum(['running', 'finished', 'reused', 'failed']),
  startedAt: Instant,
  durationMs: z.number().nullable(),
});

export const LineageEdge = z.object({
  from: z.string().describe('`kind:id` of what was used, such as `dataset:<hash>`.'),
  to: z.string().describe('`kind:id` of what came of it.'),
  role: z.string().describe('How it was used: `trained-on`, `produced`, `registered-as` …'),
});

/** What every run says of itself beside metrics and params, whoever made it. */
export const runWords = {
  user: z.string().describe('Who ran it; empty where nobody said.'),
  note: z.string().nullable().describe('What people should know of it.'),
  parent: z.string().nullable().describe('Run that it is a part of.'),
  inputs: z
    .array(
      z.object({
        name: z.string(),
        digest: z.string(),
        source: z.string(),
        role: z.string().nullable().describe('What it was read for, such as `training`.'),
      }),
    )
    .describe('Tables that it read, as its client describes them.'),
  outputs: z
    .array(z.object({ model: z.string(), step: z.number().int() }))
    .describe('Models that it made, as its client names them.'),
} as const;

export const Run = RunSummary.extend({
  ...runWords,
  params: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
  tags: z.record(z.string(), z.string()),
  artifacts: z.array(z.object({ name: z.string(), hash: z.string(), sizeBytes: z.number().int() })),
  steps: z.array(StepRecord),
  findings: z.array(FindingSchema),
  lineage: z.array(LineageEdge),
  error: z.string().nullable().describe('Why it failed.'),
});

export const runsList = operation({
  name: 'runs.list',
  doc: 'Runs, newest first.',
  http: 'GET /api/v1/runs',
  input: z.object({
    ...paging,
    experiment: Name.optional().describe('Only runs of this experiment.'),
    status: RunStatus.optional().describe('Only runs in this state.'),
  }),
  output: pageOf(RunSummary),
  errors: ['EXPERIMENT_NOT_FOUND'],
  example: { limit: 20 },
});

export const runsShow = operation({
  name: 'runs.show',
  doc: 'One run with its parameters, metrics, steps, findings, artifacts and lineage.',
  http: 'GET /api/v1/runs/{id}',
  input: z.object({
    id: z
      .string()
      .min(6)
      .max(256)
      .describe('Run id, or an unambiguous prefix of at least 6 characters.'),
  }),
  output: Run,
  errors: ['RUN_NOT_FOUND'],
  example: { id: '01JD0000000000000000000000' },
});

export const runsReport = operation({
  name: 'runs.report',
  doc: 'The report of a run as one self-contained HTML document.',
  http: 'GET /api/v1/runs/{id}/report',
  input: runsShow.input,
  output: z.object({
    html: z.string(),
    path: z.string().describe('Where the file lies on the server.'),
  }),
  errors: ['RUN_NOT_FOUND', 'ARTIFACT_NOT_FOUND', 'ARTIFACT_DAMAGED'],
  example: { id: '01JD0000000000000000000000' },
});
