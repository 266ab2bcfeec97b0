import { AppError } from '@kaizenml/contracts';
import type { Operations } from '@kaizenml/contracts/operations';
import type { MachineHandler } from '../at-machine.ts';
import { whoAsks } from '../who-asks.ts';
import { parseKey } from './secret.ts';
import type { KeyRecord, KeyStore } from './store.ts';
import { toKey } from './to-key.ts';

/** An id, which may be shown; anything else might be a secret that was taken for one. */
const ID = /^[0-9A-HJKMNP-TV-Z]{26}$/;

/** Takes a key back, by its id or by its whole text. */
export const revokeKey =
  (keys: KeyStore): MachineHandler<Operations['keys']['revoke']> =>
  async ({ id: given }, machine, asked) => {
    const id = parseKey(given)?.id ?? given;
    await getKey(keys, id);
    await keys.revoke(id, { by: 'person', who: whoAsks(machine, asked) });
    return toKey(await getKey(keys, id));
  };

async function getKey(keys: KeyStore, id: string): Promise<KeyRecord> {
  const key = await keys.find(id);
  if (key !== undefined) return key;
  const isId = ID.test(id);
  throw new AppError('KEY_NOT_FOUND', {
    message: isId
      ? `Key "${id}" does not exist.`
      : 'The id of a key must be 26 letters and digits, got another text.',
    hint: 'See the ids with `kaizen keys list`.',
    details: isId ? { id } : {},
  });
}
