import { z } from 'zod';
import { operation } from './operation.ts';

export const Health = z.object({
  status: z.literal('ok'),
  version: z.string().describe('Version of KaizenML.'),
  startedAt: z.string(),
  workers: z
    .object({
      n: z.number().int().describe('As many as there should be.'),
      nReady: z.number().int().describe('Those that answer now.'),
      nReplaced: z.number().int().describe('Those that ended, and whose place another one took.'),
    })
    .describe('The processes that answer for the server.'),
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
