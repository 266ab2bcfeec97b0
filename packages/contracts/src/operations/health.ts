import { z } from 'zod';
import { operation } from './operation.ts';

export const Health = z.object({
  status: z.literal('ok'),
  version: z.string().describe('Version of KaizenML.'),
  startedAt: z.string(),
  home: z.object({
    schemaVersion: z.number().int(),
    nRuns: z.number().int(),
    nModels: z.number().int(),
  }),
});

export const healthShow = operation({
  name: 'health.show',
  doc: 'Whether the server and its store answer, and since when.',
  http: 'GET /api/v1/health',
  input: z.object({}),
  output: Health,
  errors: [],
  example: {},
});
