import { z } from 'zod';
import { MetricValue } from './metric-value.ts';
import { operation } from './operation.ts';
import { RunKey, TrackedRun } from './tracked-runs.ts';

/** Runs that are compared at once, at most. */
const MAX_RUNS = 50;

const ManyKeys = new RegExp(`^[\\w-]{1,256}(,[\\w-]{1,256}){0,${MAX_RUNS - 2}}$`);

export const runsCompare = operation({
  name: 'runs.compare',
  doc: 'Runs side by side: which params differ, and by how much each metric is other than that of the first.',
  http: 'GET /api/v1/runs/{id}/compare',
  input: z.object({
    id: RunKey.describe('The run that the others are compared with.'),
    against: z
      .string()
      .regex(ManyKeys, `must be 1 to ${MAX_RUNS - 1} run ids with commas between`)
      .describe('The others, with commas between.'),
  }),
  output: z.object({
    runs: z
      .array(TrackedRun.pick({ id: true, experiment: true, name: true, status: true }))
      .describe('In the order in which they were asked for; all lists below have it too.'),
    params: z.array(
      z.object({
        key: z.string(),
        values: z.array(z.string().nullable()).describe('null where a run has no such param.'),
        isSame: z.boolean(),
      }),
    ),
    metrics: z.array(
      z.object({
        key: z.string(),
        values: z.array(MetricValue.nullable()).describe('null where a run has no such metric.'),
        deltas: z
          .array(z.number().nullable())
          .describe('Less that of the first; null where one of the two is missing or not finite.'),
      }),
    ),
  }),
  errors: ['RUN_NOT_FOUND'],
  positional: ['id', 'against'],
  example: { id: '01JD0000000000000000000000', against: '01JD0000000000000000000001' },
});
