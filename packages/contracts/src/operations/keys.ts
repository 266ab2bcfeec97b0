import { z } from 'zod';
import { AccountName } from './accounts.ts';
import { localOperation, operation } from './operation.ts';
import { Instant, Name, pageOf, paging } from './shared.ts';

/** What a key may do: answer rows, look at everything, log experiments and runs, judge and release versions, or do all that a route does. */
export const KeyScope = z.enum(['predict', 'read', 'write', 'approve', 'admin']);

export const ApiKey = z.object({
  id: z.string().describe('The public part of the key; it is in logs and figures.'),
  name: Name.describe('Who uses it; several keys may share a name.'),
  account: z
    .string()
    .nullable()
    .describe('Whose key it is; null for one of no account, which its scopes alone bind.'),
  scopes: z.array(KeyScope),
  endpoints: z.array(Name).nullable().describe('The only endpoints that it reaches; null for all.'),
  createdAt: Instant,
  expiresAt: Instant.nullable(),
  revokedAt: Instant.nullable(),
  lastUsedAt: Instant.nullable().describe('To about half a minute.'),
  perSecond: z.number().nullable().describe('Requests per second that it may send for long.'),
  burst: z.number().int().nullable().describe('Requests that it may send at once.'),
  perDay: z.number().int().nullable().describe('Requests per day in UTC.'),
});

export const keysCreate = localOperation({
  name: 'keys.create',
  doc: 'Makes a key with which a program may ask the server. Its text is shown once and never kept.',
  localOnly:
    'A key gives rights, so that it is made by who has the home and not by who reaches its port.',
  positional: ['name'],
  input: z.object({
    name: Name.describe('Who will use it, such as `billing`.'),
    scopes: z
      .string()
      .min(1)
      .optional()
      .describe(
        '`predict` (answer rows), `read`, `write` (log and register), `approve` (judge and release), `admin` (all), or several with commas between. Default: `predict`; of an account `admin`, which is all that the account may.',
      ),
    account: AccountName.optional().describe(
      'Whose key it is: it may do what this account may, and no more. Default: of no account.',
    ),
    endpoints: z
      .string()
      .min(1)
      .optional()
      .describe('The only endpoints that it reaches, with commas between. Default: all.'),
    expiresDays: z.coerce
      .number()
      .int()
      .min(1)
      .max(3650)
      .optional()
      .describe('Days until it ends. Default: it does not end by itself.'),
    perSecond: z.coerce
      .number()
      .min(0.001)
      .max(1_000_000)
      .optional()
      .describe('Requests per second that it may send for long. Default: no limit.'),
    burst: z.coerce
      .number()
      .int()
      .min(1)
      .max(1_000_000)
      .optional()
      .describe('Requests that it may send at once. Default: those of one second.'),
    perDay: z.coerce
      .number()
      .int()
      .min(1)
      .max(1_000_000_000)
      .optional()
      .describe('Requests per day in UTC. Default: no limit.'),
  }),
  output: ApiKey.extend({ key: z.string().describe('What requests must carry. Shown this once.') }),
  errors: ['ARGUMENT_INVALID', 'ACCOUNT_NOT_FOUND', 'ACCOUNT_CLOSED'],
  example: { name: 'billing', scopes: 'predict', endpoints: 'penguins-species', perSecond: 50 },
});

export const keysList = operation({
  name: 'keys.list',
  doc: 'Keys, the newest first, with what they may do and when they were last used.',
  http: 'GET /api/v1/keys',
  input: z.object({
    account: AccountName.optional().describe('Only the keys of this account.'),
    ...paging,
  }),
  output: pageOf(ApiKey),
  errors: [],
  example: { limit: 20 },
});

export const keysRevoke = localOperation({
  name: 'keys.revoke',
  doc: 'Takes a key back: running servers refuse it within a second.',
  localOnly: 'Who reaches the port with one key must not take back those of others.',
  positional: ['id'],
  input: z.object({ id: z.string().min(1).max(100).describe('Id of the key, or its whole text.') }),
  output: ApiKey,
  errors: ['KEY_NOT_FOUND'],
  example: { id: '01JD0000000000000000000000' },
});
