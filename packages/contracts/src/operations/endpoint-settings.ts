import { z } from 'zod';
import { ASSERTION_ACTIONS } from '../assertion.ts';
import { CacheSettings } from './cache-settings.ts';
import { DoorSchema } from './door-schema.ts';
import { DoubtSettings } from './doubt-schema.ts';
import { LogSettings } from './log-settings.ts';
import { MonitorSettings } from './monitor-settings.ts';
import { RetrainingSettings } from './retraining-settings.ts';

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

const RouteSchema = z.strictObject({
  name: z
    .string()
    .regex(/^[\w.-]{1,64}$/, 'must be letters, digits, ".", "_" and "-"')
    .describe(
      'Unique among the routes of the endpoint; requests that take it are logged under it.',
    ),
  header: z
    .string()
    .regex(/^[\w!#$%&'*+.^`|~-]{1,128}$/, 'must be the name of a header')
    .optional()
    .describe('Header that a request must have, such as `x-tester`; of gRPC its metadata.'),
  value: z.string().max(1000).optional().describe('What the header must say. Default: anything.'),
  when: z
    .string()
    .min(1)
    .max(2000)
    .optional()
    .describe('Condition that all rows of a request must keep, such as `plan == "premium"`.'),
  to: z
    .union([z.number().int().min(1), z.string().min(1).max(128)])
    .describe(
      'Version, alias, or `candidate`: the version that is taking over, while a rollout is under way.',
    ),
});

export type EndpointRoute = z.output<typeof RouteSchema>;

/** What an endpoint does besides answering with its model. */
export const EndpointSettings = z.strictObject({
  assertions: z
    .array(AssertionSchema)
    .max(100)
    .default([])
    .describe('Business rules about the answers, applied in order.'),
  routes: z
    .array(RouteSchema)
    .max(100)
    .default([])
    .describe('Ways that some requests take whatever a rollout deals out; the first that fits.'),
  door: DoorSchema.prefault({}).describe(
    'What happens to rows with problems before the model is asked: refuse, warn, default or ignore.',
  ),
  doubt: DoubtSettings.prefault({}).describe('What answers say of how far to trust them.'),
  log: LogSettings.prefault({}).describe('What is kept of requests and answers.'),
  monitoring: MonitorSettings.prefault({}).describe(
    'How the endpoint is watched for drift, bad values and bad answers.',
  ),
  cache: CacheSettings.optional().describe(
    'Answers are remembered by version and row, and given again without asking the model. Default: nothing is remembered.',
  ),
  retraining: RetrainingSettings.optional().describe(
    'When and how its model is trained anew. Default: when a person asks for it, from everything.',
  ),
});

export type EndpointSettings = z.output<typeof EndpointSettings>;
