import { z } from 'zod';
import { Account } from './accounts.ts';
import { KeyScope } from './keys.ts';
import { operation } from './operation.ts';
import { Name } from './shared.ts';

export const keysSelf = operation({
  name: 'keys.self',
  doc: 'What the caller may do, so that a page can say so before it is refused.',
  http: 'GET /api/v1/keys/self',
  input: z.object({}),
  output: z.object({
    id: z
      .string()
      .nullable()
      .describe('Id of the key, `admin` for the token of the server; null where nobody is asked.'),
    scopes: z.array(KeyScope),
    account: Account.pick({ name: true, kind: true, roles: true })
      .nullable()
      .describe(
        'Whose key it is, and what it may do; null for a key of no account, which its scopes alone bind.',
      ),
    endpoints: z
      .array(Name)
      .nullable()
      .describe('The only endpoints that it reaches; null for all.'),
  }),
  errors: [],
  example: {},
});
