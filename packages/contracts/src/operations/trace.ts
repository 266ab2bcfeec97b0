import { z } from 'zod';

/** Times of the steps of a graph. */
export const TraceSchema = z.array(
  z.object({
    step: z.string().describe('From the root: `root/route/premium`.'),
    asks: z.string().describe('`model churn/3`, `node route` or `lookup by customer_id`.'),
    nRows: z.number().int(),
    tookMs: z.number(),
    failure: z.string().optional().describe('Code of its failure; absent: it answered.'),
  }),
);
