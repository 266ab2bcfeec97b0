import { z } from 'zod';

/** What an endpoint keeps of what it was asked and has answered. */
export const LogSettings = z.strictObject({
  sample: z
    .number()
    .gt(0)
    .max(1)
    .default(1)
    .describe(
      'Share of the requests that are logged, chosen by their ids; their `weight` says how many they stand for. Failures are always logged.',
    ),
  redact: z
    .record(z.string(), z.enum(['drop', 'hash', 'mask']))
    .default({})
    .describe(
      'By column, before anything reaches the disk: drop it, say only that there was a value (mask), or keep a pseudonym that equal values share (hash, by HMAC-SHA-256 with the key in `log.key` of the home).',
    ),
  explanations: z
    .number()
    .min(0)
    .max(1)
    .default(1)
    .describe('Share of the logged requests that keep their explanations.'),
  retentionDays: z
    .number()
    .int()
    .min(1)
    .max(36_500)
    .optional()
    .describe('Days that are kept besides today. Default: all.'),
});
