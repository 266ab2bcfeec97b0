import { z } from 'zod';

/**
 * The newest of a span of time: `from`, `to` and `limit` of an input.
 *
 * @param what They are, such as `verdicts`.
 */
export function newestOfSpan(what: string) {
  return {
    from: z
      .string()
      .optional()
      .describe('First instant, ISO 8601. Default: as far as `limit` goes.'),
    to: z.string().optional().describe('Last instant. Default: now.'),
    limit: z.coerce
      .number()
      .int()
      .min(1)
      .max(2000)
      .default(200)
      .describe(`Newest ${what} of the span.`),
  };
}
