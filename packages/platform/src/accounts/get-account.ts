import { AppError } from '@kaizenml/contracts';
import type { AccountRecord, AccountStore } from '../access/index.ts';

/** @throws ACCOUNT_NOT_FOUND */
export async function getAccount(
  accounts: Pick<AccountStore, 'find'>,
  name: string,
): Promise<AccountRecord> {
  const record = await accounts.find(name);
  if (record !== undefined) return record;
  throw new AppError('ACCOUNT_NOT_FOUND', {
    message: `No account is called "${name}".`,
    hint: 'See the names with `kaizen accounts list`.',
    details: { name },
  });
}
