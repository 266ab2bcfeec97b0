import { z } from 'zod';
import { localOperation } from './operation.ts';
import { Name } from './shared.ts';

export const LoadStep = z.object({
  ratePerSec: z.number().describe('Requests per second that were sent.'),
  nRequests: z.number().int(),
  nFailed: z.number().int().describe('Requests without the status 200.'),
  p50Ms: z.number().nullable().describe('From when a request was due until its answer was there.'),
  p99Ms: z.number().nullable(),
  p999Ms: z.number().nullable(),
  outcome: z
    .enum(['held', 'late', 'failed', 'sender'])
    .describe(
      'held: within the budget · late: over it · failed: too many failures · sender: the command could not send so fast.',
    ),
});

export const endpointsLoadTest = localOperation({
  name: 'endpoints.load-test',
  doc: 'Says how many requests per second an endpoint of a running server holds within a budget for its latency.',
  localOnly: 'It sends as many requests as a server can take, from the machine where it is called.',
  positional: ['name'],
  input: z.object({
    name: Name.describe('Name of the endpoint.'),
    url: z
      .string()
      .regex(/^https?:\/\//, 'must begin with http:// or https://')
      .default('http://127.0.0.1:7400')
      .describe('Server that is asked.'),
    keyFile: z
      .string()
      .min(1)
      .optional()
      .describe('File with the key or token that the server asks for.'),
    rate: z.coerce
      .number()
      .min(1)
      .max(100_000)
      .optional()
      .describe(
        'Requests per second, and no others. Default: more and more until the budget breaks.',
      ),
    seconds: z.coerce.number().int().min(1).max(60).default(3).describe('Length of each step.'),
    p99Ms: z.coerce
      .number()
      .min(0.1)
      .max(60_000)
      .default(20)
      .describe('Budget: 99 of 100 answers must be there so soon, milliseconds.'),
    connections: z.coerce
      .number()
      .int()
      .min(1)
      .max(1000)
      .default(64)
      .describe('Connections that the requests share.'),
    rows: z.coerce.number().int().min(1).max(10_000).default(1).describe('Rows in each request.'),
    seed: z.coerce.number().int().min(0).default(0).describe('Draws the values of the rows.'),
  }),
  output: z.object({
    endpoint: Name,
    url: z.string(),
    budgetP99Ms: z.number(),
    holds: LoadStep.nullable().describe('The highest rate that held; null when none did.'),
    steps: z.array(LoadStep),
    sentence: z.string(),
  }),
  errors: ['FILE_NOT_FOUND', 'ENDPOINT_UNREACHABLE'],
  example: { name: 'penguins-species', p99Ms: 20 },
});
