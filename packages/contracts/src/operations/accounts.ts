import { z } from 'zod';
import { isAccountName } from '../ids.ts';
import { localOperation, operation } from './operation.ts';
import { Instant, pageOf, paging } from './shared.ts';

/** A name of an account at the door. */
export const AccountName = z
  .string()
  .max(128)
  .refine(
    isAccountName,
    'must start with a letter or digit and hold only letters, digits and "._@+:|/=-", 128 at most; "admin", ids of keys and what begins with "jwt:" are not to be had',
  );

/** What an account may do with a thing. */
export const Role = z.enum(['read', 'write', 'approve', 'admin']);

export const AccountKind = z.enum(['person', 'service']);

/** A role that an account has. */
export const GivenRole = z.object({
  role: Role,
  thing: z
    .object({
      kind: z.enum(['experiment', 'model']),
      id: z.string().describe('Id of the experiment, name of the model.'),
      name: z.string().describe('What it is called today.'),
    })
    .nullable()
    .describe('Where it holds; null for everywhere.'),
  at: Instant,
});

export const Account = z.object({
  name: z.string(),
  kind: AccountKind.describe('`person`, or `service` for a program that works for nobody alone.'),
  createdAt: Instant,
  closedAt: Instant.nullable().describe('Since when its keys are refused; null of an open one.'),
  roles: z
    .array(GivenRole)
    .describe('Those that hold everywhere first; none at what who asks may not look at.'),
});

/** A key of an account, as much of it as others may know. */
const OwnKey = z.object({
  id: z.string(),
  name: z.string(),
  createdAt: Instant,
  expiresAt: Instant.nullable(),
  revokedAt: Instant.nullable(),
  lastUsedAt: Instant.nullable().describe('To about half a minute.'),
});

const note = z.string().max(1000).optional().describe('Why, for the trail.');
const name = AccountName.describe('Name of the account.');
const LOCAL = 'An account gives rights, so that it is made by who has the home.';

/** Where a role holds; of none of both: everywhere. */
const place = {
  experiment: z
    .string()
    .min(1)
    .optional()
    .describe('Id of an experiment, or the name of one that is no id. Default: everywhere.'),
  model: z.string().min(1).optional().describe('Name of a model. Default: everywhere.'),
} as const;

export const accountsCreate = localOperation({
  name: 'accounts.create',
  doc: 'Makes an account for a person or a service. It can do nothing until it has a role, and shows who it is by a key.',
  localOnly: LOCAL,
  positional: ['name'],
  input: z.object({
    name: AccountName.describe(
      'Name of the account, such as `maria` or `maria@example.org`; for tokens of an issuer their subject.',
    ),
    kind: AccountKind.default('person').describe('A person, or a program.'),
    role: Role.optional().describe('A role that it has everywhere. Default: none.'),
    note,
  }),
  output: Account,
  errors: ['ACCOUNT_EXISTS'],
  example: { name: 'maria', role: 'read' },
});

export const accountsList = operation({
  name: 'accounts.list',
  doc: 'Accounts by name, with the roles that they have.',
  http: 'GET /api/v1/accounts',
  input: z.object({
    experiment: place.experiment.describe('Only who has a role at this experiment, or everywhere.'),
    model: place.model.describe('Only who has a role at this model, or everywhere.'),
    ...paging,
  }),
  output: pageOf(Account),
  errors: ['EXPERIMENT_NOT_FOUND', 'MODEL_NOT_FOUND', 'ARGUMENT_INVALID'],
  positional: [],
  example: { limit: 20 },
});

export const accountsShow = operation({
  name: 'accounts.show',
  doc: 'One account: its roles, and its keys for itself and for administrators of everything.',
  http: 'GET /api/v1/accounts/{name}',
  input: z.object({ name }),
  output: Account.extend({
    keys: z
      .array(OwnKey)
      .nullable()
      .describe('The newest first, at most 100; null for who may not know.'),
  }),
  errors: ['ACCOUNT_NOT_FOUND'],
  example: { name: 'maria' },
});

export const accountsGrant = operation({
  name: 'accounts.grant',
  doc: 'Gives an account a role at an experiment, at a model, or everywhere; one that it has stays.',
  http: 'POST /api/v1/accounts/{name}/roles',
  input: z.object({
    name,
    role: Role.describe(
      '`read`: look · `write`: log, register, change · `approve`: judge and release · `admin`: all, also the roles of others.',
    ),
    ...place,
    note,
  }),
  output: Account,
  errors: [
    'ACCOUNT_NOT_FOUND',
    'ACCOUNT_CLOSED',
    'ACCESS_FORBIDDEN',
    'EXPERIMENT_NOT_FOUND',
    'MODEL_NOT_FOUND',
    'ARGUMENT_INVALID',
  ],
  positional: ['name', 'role'],
  example: { name: 'maria', role: 'approve', model: 'penguins-species' },
});

export const accountsWithdraw = operation({
  name: 'accounts.withdraw',
  doc: 'Takes a role of an account away; servers know within a second.',
  http: 'DELETE /api/v1/accounts/{name}/roles/{role}',
  input: z.object({ name, role: Role.describe('The role to take away.'), ...place, note }),
  output: Account,
  errors: [
    'ACCOUNT_NOT_FOUND',
    'ROLE_NOT_FOUND',
    'ACCESS_FORBIDDEN',
    'EXPERIMENT_NOT_FOUND',
    'MODEL_NOT_FOUND',
    'ARGUMENT_INVALID',
  ],
  positional: ['name', 'role'],
  example: { name: 'maria', role: 'approve', model: 'penguins-species' },
});

export const accountsClose = localOperation({
  name: 'accounts.close',
  doc: 'Closes an account: its keys and tokens are refused within a second. Its roles stay, and what it did.',
  localOnly: LOCAL,
  positional: ['name'],
  input: z.object({ name, note }),
  output: Account,
  errors: ['ACCOUNT_NOT_FOUND'],
  example: { name: 'maria', note: 'Left the team.' },
});

export const accountsOpen = localOperation({
  name: 'accounts.open',
  doc: 'Opens an account again that was closed; its keys that were not revoked are taken again.',
  localOnly: LOCAL,
  positional: ['name'],
  input: z.object({ name, note }),
  output: Account,
  errors: ['ACCOUNT_NOT_FOUND'],
  example: { name: 'maria' },
});
