import { z } from 'zod';
import { ASSERTION_ACTIONS } from '../assertion.ts';

const AssertionSchema = z.strictObject({
  name: z.string().min(1).max(128).describe('Unique among the rules of the endpoint.'),
  when: z
    .string()
    .min(1)
    .max(2000)
    .optional()
    .describe(
      'Condition over the columns of the row and `prediction`, such as `age < 18 or prediction > 3 * income`. Default: every row.',
    ),
  action: z
    .enum(ASSERTION_ACTIONS)
    .describe(
      'override: `value` is the answer · clamp: the answer is kept between `min` and `max` · refuse: the request is refused · flag: the answer is marked.',
    ),
  value: z.union([z.string(), z.number()]).optional().describe('Of `override`.'),
  min: z.number().optional().describe('Of `clamp`.'),
  max: z.number().optional().describe('Of `clamp`.'),
  because: z.string().max(500).optional().describe('Why, for who gets the answer.'),
});

/** What an endpoint does besides answering with its model. */
export const EndpointSettings = z.strictObject({
  assertions: z
    .array(AssertionSchema)
    .max(100)
    .default([])
    .describe('Business rules about the answers, applied in order.'),
});

export type EndpointSettings = z.output<typeof EndpointSettings>;
