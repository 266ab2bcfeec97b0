import { z } from 'zod';
import { MonitorFinding, VerdictStatus } from './monitor-finding.ts';
import { newestOfSpan } from './newest-of-span.ts';
import { operation } from './operation.ts';
import { Instant, Name } from './shared.ts';

const Estimate = z.object({
  value: z.number(),
  low: z.number().nullable().describe('Interval of 95 %; of estimates before labels of 90 %.'),
  high: z.number().nullable(),
});

const nLabelled = z.number().int().describe('Rows whose truth is known.');

const BusinessFigure = z.object({
  metric: z.string(),
  nRequests: z.number().int().describe('Requests of which it is known what they brought.'),
  perRequest: Estimate,
});

const PerformanceWindow = z.object({
  start: Instant,
  end: Instant,
  version: z.number().int(),
  nRows: z.number().int(),
  nLabelled,
  realised: Estimate.nullable().describe('By labels; null while there are none.'),
  estimated: Estimate.nullable().describe(
    'Before labels, between which values labels will put it in 90 of 100 windows if the same rows end as before. It cannot see that they do not.',
  ),
  calibrationError: Estimate.nullable().describe('Expected calibration error by labels.'),
  cost: Estimate.nullable().describe('Per labelled row, in `currency`.'),
  business: z.array(BusinessFigure),
});

/** The last verdict on one basis. */
export const BasisVerdict = z.object({
  basis: z
    .enum(['estimated', 'labelled', 'business'])
    .describe(
      'estimated: before labels · labelled: with labels · business: by what requests brought.',
    ),
  start: Instant,
  end: Instant,
  version: z.number().int(),
  nRows: z.number().int().describe('Answers, labelled rows, or requests that brought something.'),
  status: VerdictStatus,
  findings: z.array(MonitorFinding),
});

export const monitorsPerformance = operation({
  name: 'monitors.performance',
  doc: 'How good the answers of an endpoint are, window by window: by labels, before labels, in money, and by what requests brought.',
  http: 'GET /api/v1/monitors/{endpoint}/performance',
  input: z.object({
    endpoint: Name.describe('Name of the endpoint.'),
    ...newestOfSpan('windows'),
  }),
  output: z.object({
    endpoint: Name,
    metric: z.string().nullable().describe('Of the newest version; null before it is known.'),
    better: z.enum(['higher', 'lower']).nullable(),
    training: Estimate.nullable().describe('The metric on rows unseen in training.'),
    currency: z
      .string()
      .nullable()
      .describe('Of all costs; null where nobody said what errors cost.'),
    items: z.array(PerformanceWindow).describe('Oldest first.'),
    total: z
      .object({
        version: z.number().int(),
        nRows: z.number().int(),
        nLabelled,
        realised: Estimate.nullable(),
        slices: z
          .array(z.object({ name: z.string(), nLabelled, realised: Estimate.nullable() }))
          .describe('Parts of the rows that settings name, and those that the model was weak in.'),
        reliability: z
          .array(
            z.object({
              nRows: z.number().int(),
              believed: z.number().describe('Mean probability, after calibration.'),
              observed: z.number().describe('Share that came true.'),
            }),
          )
          .describe('By tenths of the probability that may be believed.'),
      })
      .nullable()
      .describe('The newest version in all these windows together.'),
    verdicts: z.array(BasisVerdict).describe('The last verdict of each basis.'),
  }),
  errors: [
    'ENDPOINT_NOT_FOUND',
    'ARGUMENT_INVALID',
    'ARTIFACT_NOT_FOUND',
    'ARTIFACT_DAMAGED',
    'MODEL_ARTIFACT_INVALID',
  ],
  example: { endpoint: 'penguins-species', limit: 24 },
});
