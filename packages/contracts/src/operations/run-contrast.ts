import { z } from 'zod';
import { operation } from './operation.ts';
import { RunKey } from './tracked-runs.ts';

export const runsContrast = operation({
  name: 'runs.contrast',
  doc: 'Why one run is better than another: what differs between them, what other runs say of each difference, and what cannot be known.',
  http: 'GET /api/v1/runs/{id}/contrast',
  input: z.object({
    id: RunKey.describe('The run that is asked about.'),
    against: RunKey.describe('The run that it is compared with.'),
    metric: z
      .string()
      .min(1)
      .max(250)
      .optional()
      .describe('Metric that both have. Default: one whose name says which way is better.'),
  }),
  output: z.object({
    metric: z
      .object({
        key: z.string(),
        value: z.number(),
        against: z.number(),
        better: z
          .enum(['higher', 'lower'])
          .nullable()
          .describe('As its name says; null where it does not.'),
      })
      .nullable()
      .describe('null where the two have no number of the same metric.'),
    differences: z
      .array(
        z.object({
          kind: z.enum(['param', 'data', 'environment']),
          name: z.string(),
          value: z.string().nullable(),
          against: z.string().nullable(),
          pairs: z
            .object({
              nPairs: z.number().int(),
              nSameWay: z
                .number()
                .int()
                .describe('Of them those in which the metric moved the same way.'),
              medianGain: z.number(),
            })
            .nullable()
            .describe('Other pairs of runs of the experiment that differ in this alone, so.'),
        }),
      )
      .describe('What was logged and is not the same; what most other pairs speak of comes first.'),
    noise: z
      .object({
        nRuns: z.number().int().describe('Runs of the experiment that were repeated.'),
        standardDeviation: z.number(),
      })
      .nullable()
      .describe('How much runs that differ in a seed alone vary; null where none was repeated.'),
    sentences: z.array(z.string()).describe('The same as a paragraph.'),
  }),
  errors: ['RUN_NOT_FOUND', 'REQUEST_INVALID'],
  positional: ['id', 'against'],
  example: { id: '01JD0000000000000000000000', against: '01JD0000000000000000000001' },
});
