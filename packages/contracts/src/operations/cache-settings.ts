import { z } from 'zod';

/** How long an endpoint remembers its answers, and how many. */
export const CacheSettings = z.strictObject({
  seconds: z
    .number()
    .positive()
    .max(31_536_000)
    .describe('How old an answer may be that is given again.'),
  rows: z
    .number()
    .int()
    .min(1)
    .max(1_000_000)
    .default(10_000)
    .describe('Rows that are remembered at most, in each process of the server.'),
  megabytes: z
    .number()
    .positive()
    .max(4096)
    .default(16)
    .describe('Estimated memory that they may take, 10⁶ bytes each.'),
});

export type CacheSettings = z.output<typeof CacheSettings>;
