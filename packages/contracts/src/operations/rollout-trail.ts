import { z } from 'zod';
import { operation } from './operation.ts';
import { Instant } from './shared.ts';

const end = z.number().nullable().describe('Null is an open end.');

export const rolloutsTrail = operation({
  name: 'rollouts.trail',
  doc: 'How sure each guard of a rollout became over time: the interval that holds the difference of the versions at all times together, and the margin that it is held against.',
  http: 'GET /api/v1/rollouts/{id}/trail',
  input: z.object({
    id: z
      .string()
      .min(6)
      .max(26)
      .describe('Id, or an unambiguous prefix of 6 characters; `kaizen rollouts list` shows them.'),
  }),
  output: z.object({
    id: z.string(),
    guards: z.array(
      z.object({
        name: z.string().describe('What is watched, such as `errors`.'),
        title: z.string(),
        unit: z
          .enum(['share', 'value'])
          .describe(
            'Of difference, interval and margin: a share from 0 to 1, or the unit of the target.',
          ),
        tolerance: z
          .number()
          .describe('Difference up to which the new version does not count as worse.'),
        margin: z.number().describe('It may take over once the difference is surely below this.'),
        points: z
          .array(
            z.object({
              at: Instant,
              difference: z
                .number()
                .nullable()
                .describe('New version less old one; above 0 is worse.'),
              low: end,
              high: end,
            }),
          )
          .describe(
            'Oldest first, the last one of now; the earlier ones are those that the server has seen, also before it was started anew.',
          ),
      }),
    ),
  }),
  errors: ['ROLLOUT_NOT_FOUND'],
  example: { id: '01JD0000000000000000000000' },
});
