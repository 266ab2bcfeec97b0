import { z } from 'zod';
import { MetricValue } from './metric-value.ts';
import { operation } from './operation.ts';
import { Instant, pageOf, paging } from './shared.ts';
import { RunKey } from './tracked-runs.ts';

/** Runs of one question about many, at most. */
export const MAX_RUNS_AT_ONCE = 50;

/** Metrics of one question about curves, at most. */
export const MAX_KEYS_AT_ONCE = 12;

const MetricKey = z.string().min(1).max(250);

/** Runs that one question is about. */
export const ManyRuns = z
  .array(RunKey)
  .min(1)
  .max(MAX_RUNS_AT_ONCE)
  .describe(`Ids of 1 to ${MAX_RUNS_AT_ONCE} runs.`);

export const runsMetrics = operation({
  name: 'runs.metrics',
  doc: 'Metrics of a run by name: the last value of each, and how many points it has.',
  http: 'GET /api/v1/runs/{id}/metrics',
  input: z.object({
    id: RunKey,
    ...paging,
    contains: z
      .string()
      .max(250)
      .optional()
      .describe('Only those whose name holds this, in capitals or not.'),
    minPoints: z.coerce
      .number()
      .int()
      .min(1)
      .max(Number.MAX_SAFE_INTEGER)
      .default(1)
      .describe('Only those with so many points; 2 are a curve.'),
  }),
  output: pageOf(
    z.object({
      key: z.string(),
      value: MetricValue.describe('That of the greatest step.'),
      step: z.number().int(),
      at: Instant,
      nPoints: z.number().int(),
    }),
  ),
  errors: ['RUN_NOT_FOUND'],
  example: { id: '01JD0000000000000000000000', contains: 'loss', limit: 50 },
});

export const runsCurves = operation({
  name: 'runs.curves',
  doc: 'Metrics of several runs in few points each that look like all of them: first and last, and of every stretch its least and greatest.',
  http: 'POST /api/v1/runs/curves',
  input: z.object({
    runs: ManyRuns,
    keys: z.array(MetricKey).min(1).max(MAX_KEYS_AT_ONCE).describe('Names of metrics.'),
    points: z.coerce
      .number()
      .int()
      .min(2)
      .max(1000)
      .default(300)
      .describe('Points of a curve, at most.'),
  }),
  output: z.object({
    curves: z
      .array(
        z.object({
          run: z.string(),
          key: z.string(),
          steps: z.array(z.number().int()),
          atMs: z
            .array(z.number().int())
            .describe('When each point was measured, milliseconds since 1970.'),
          values: z.array(MetricValue),
        }),
      )
      .describe('By run, then by name; a metric that a run has not is left out.'),
  }),
  errors: ['RUN_NOT_FOUND'],
  example: { runs: ['01JD0000000000000000000000'], keys: ['loss'], points: 300 },
});
