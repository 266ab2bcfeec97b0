import { z } from 'zod';
import { operation } from './operation.ts';
import { Instant, Name } from './shared.ts';

const counts = {
  nRequests: z.number().int().describe('Requests that reached a model.'),
  nFailed: z
    .number()
    .int()
    .describe('Those of them that got no answer: the model failed, or refused the rows.'),
} as const;

const latencies = {
  p50Ms: z.number().nullable().describe('Half of the answers were made within this time.'),
  p95Ms: z.number().nullable(),
  p99Ms: z.number().nullable(),
} as const;

/** What an endpoint did lately, as lists show it. */
export const RecentTraffic = z.object({
  ...counts,
  p95Ms: latencies.p95Ms.describe('Of the slowest version.'),
  perSecond: z.array(z.number()).describe('Requests per second in twenty spans of 30 seconds.'),
});

export const endpointsTraffic = operation({
  name: 'endpoints.traffic',
  doc: 'Requests, failures and latency of an endpoint over time, by version, as this server counted them since it began.',
  http: 'GET /api/v1/endpoints/{name}/traffic',
  input: z.object({
    name: Name.describe('Name of the endpoint.'),
    window: z
      .enum(['minutes', 'day'])
      .default('minutes')
      .describe('minutes: the last ten, by 5 seconds · day: the last 24 hours, by 10 minutes.'),
  }),
  output: z.object({
    endpoint: Name,
    window: z.enum(['minutes', 'day']),
    countedSince: Instant.describe('Nothing is known of the time before: the server began then.'),
    from: Instant.describe('Begin of the first span.'),
    spanSeconds: z.number(),
    nSpans: z.number().int(),
    versions: z
      .array(
        z.object({
          version: z.number().int(),
          route: z
            .enum(['champion', 'candidate'])
            .nullable()
            .describe('Its side while a new version takes over; null otherwise.'),
          ...counts,
          nRows: z.number().int().describe('Rows that were answered.'),
          ...latencies,
          spans: z
            .array(z.object({ ...counts, ...latencies }))
            .describe('One per span that is over, the oldest first.'),
        }),
      )
      .describe(
        'Versions that were asked within the window. Latency is the time that the model took; quantiles are exact to 3 %.',
      ),
  }),
  errors: ['ENDPOINT_NOT_FOUND'],
  example: { name: 'penguins-species', window: 'minutes' },
});
