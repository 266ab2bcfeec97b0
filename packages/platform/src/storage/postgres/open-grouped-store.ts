import { type Clock, createIds, type IdSource } from '../../kit/index.ts';
import { createStore } from '../create-store.ts';
import type { Store } from '../store.ts';
import { createKeyNumbers } from '../tables/tracking/index.ts';
import { groupTracking } from './grouped-tracking.ts';
import { openPostgres } from './open.ts';

/** Opens the store at an address; see `openPostgresStore`. */
export async function openGroupedStore(
  address: string,
  { clock, ...source }: { readonly clock: Clock } & Pick<IdSource, 'randomBytes'>,
): Promise<Store> {
  const db = await openPostgres(address, { clock });
  const store = createStore(db, { clock, ...source });
  const tools = { clock, nextId: createIds({ clock, ...source }), keys: createKeyNumbers() };
  const { tracking, settled } = groupTracking({ db, tools });
  return {
    ...store,
    tracking,
    async close() {
      await settled();
      await store.close();
    },
  };
}
