import { z } from 'zod';
import { MetricValue } from './metric-value.ts';
import { operation } from './operation.ts';
import { Instant, pageOf, paging } from './shared.ts';
import { RunKey } from './tracked-runs.ts';

const Point = z.object({ value: MetricValue, step: z.number().int(), at: Instant });

const metric = {
  id: RunKey,
  key: z.string().min(1).max(250).describe('Name of the metric.'),
};

export const runsHistory = operation({
  name: 'runs.history',
  doc: 'Every point of a metric of a run as it was logged, the oldest first.',
  http: 'GET /api/v1/runs/{id}/metrics/{key}',
  input: z.object({ ...metric, ...paging }),
  output: pageOf(Point),
  errors: ['RUN_NOT_FOUND'],
  example: { id: '01JD0000000000000000000000', key: 'loss', limit: 100 },
});

export const runsSample = operation({
  name: 'runs.sample',
  doc: 'A metric of a run in few points that look like all of them: first and last, and of every stretch of steps its least and greatest.',
  http: 'GET /api/v1/runs/{id}/metrics/{key}/sample',
  input: z.object({
    ...metric,
    points: z.coerce.number().int().min(2).max(10_000).default(1000).describe('At most so many.'),
    from: z.coerce.number().int().optional().describe('First step. Default: the first of all.'),
    to: z.coerce.number().int().optional().describe('Last step. Default: the last of all.'),
  }),
  output: z.object({ key: z.string(), points: z.array(Point) }),
  errors: ['RUN_NOT_FOUND'],
  example: { id: '01JD0000000000000000000000', key: 'loss', points: 500 },
});
