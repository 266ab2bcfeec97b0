import type { Handler, Operations } from '@kaizenml/contracts/operations';
import type { KeyStore } from './store.ts';
import { toKey } from './to-key.ts';

/** Lists keys, newest first. */
export const listKeys =
  (keys: KeyStore): Handler<Operations['keys']['list']> =>
  async ({ account, ...page }) => {
    const { items, next } = await keys.list(page, { account });
    return { items: items.map(toKey), ...(next === undefined ? {} : { next }) };
  };
