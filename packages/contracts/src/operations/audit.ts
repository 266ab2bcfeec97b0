import { z } from 'zod';
import { operation } from './operation.ts';
import { Instant, Who } from './shared.ts';

/** One entry of the trail. */
const Entry = z.object({
  seq: z.number().int().describe('1, 2, 3 … without gaps.'),
  at: Instant,
  action: z.string().describe('What was done: `alias.set`, `version.delete` …'),
  name: z
    .string()
    .describe('Name of the model; `experiment:3`, `account:maria`; id of the webhook or key.'),
  part: z.string().describe('`/3`: a version · `@champion`: an alias · empty: the model itself.'),
  from: z.string().nullable().describe('What it was before, as JSON.'),
  to: z.string().nullable().describe('What it became, as JSON.'),
  by: z.string().describe('`run`, `rollout` or `person`.'),
  source: z.string().nullable().describe('Id of the run or rollout.'),
  who: Who,
  why: z.string().nullable(),
  previous: z.string().describe('Hash of the entry before.'),
  hash: z
    .string()
    .describe(
      'SHA-256 of the JSON array of seq, at, action, name, part, from, to, by, source, who, why and previous.',
    ),
});

export const auditList = operation({
  name: 'audit.list',
  doc: 'Every change of the registry, of accounts, roles and keys: who, when, from what to what, and why. Newest first.',
  http: 'GET /api/v1/audit',
  input: z.object({
    name: z.string().optional().describe('Only the changes of this model, or of `account:maria`.'),
    before: z.coerce
      .number()
      .int()
      .min(1)
      .optional()
      .describe('Only entries with a smaller number.'),
    limit: z.coerce.number().int().min(1).max(1000).default(50).describe('Entries at most.'),
  }),
  output: z.object({ items: z.array(Entry) }),
  errors: [],
  positional: [],
  example: { name: 'penguins-species', limit: 20 },
});

export const auditVerify = operation({
  name: 'audit.verify',
  doc: 'Reads the whole trail and holds every entry against its hash and the one before: a changed, removed or reordered entry is found and named.',
  http: 'GET /api/v1/audit/verify',
  input: z.object({
    head: z
      .string()
      .regex(/^\d+:[0-9a-f]{64}$/, 'must be like "42:9f86d0…", a number and a hash')
      .optional()
      .describe(
        'The end of the trail as an earlier check printed it and somebody kept it elsewhere: it must still be there.',
      ),
  }),
  output: z.object({
    isWhole: z.boolean(),
    nEntries: z.number().int(),
    head: z.string().describe('Number and hash of the newest entry; keep it elsewhere.'),
    problems: z
      .array(
        z.object({
          seq: z.number().int(),
          kind: z.enum(['changed', 'removed', 'unlinked']),
          message: z.string(),
        }),
      )
      .describe('At most 100.'),
  }),
  errors: [],
  positional: [],
  example: {},
});
