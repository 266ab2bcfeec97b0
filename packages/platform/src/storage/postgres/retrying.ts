import { setTimeout as sleep } from 'node:timers/promises';
import { Kysely, type KyselyConfig, type TransactionBuilder } from 'kysely';
import type { Schema } from '../schema.ts';
import { attemptsAfter, storeBusy } from './postgres-errors.ts';

const LONGEST_WAIT_MS = 64;

/** A database whose transactions are run again when another writer was in their way and PostgreSQL took them back. */
export class RetryingKysely extends Kysely<Schema> {
  readonly #place: string;

  constructor(config: KyselyConfig, place: string) {
    super(config);
    this.#place = place;
  }

  override transaction(): TransactionBuilder<Schema> {
    return retrying(super.transaction(), this.#place);
  }
}

/**
 * Runs what was taken back again, after a growing wait.
 *
 * What failed because the connection was lost is not: nobody knows whether its commit had arrived.
 *
 * @throws STORE_BUSY when others are in the way each time
 */
export async function whileUnlucky<Result>(
  attempt: () => Promise<Result>,
  place: string,
): Promise<Result> {
  for (let n = 1; ; n++) {
    try {
      return await attempt();
    } catch (thrown) {
      const most = attemptsAfter(thrown);
      if (n >= most) throw most > 3 ? storeBusy(place, String(thrown), thrown) : thrown;
    }
    await sleep(Math.min(2 ** n, LONGEST_WAIT_MS));
  }
}

function retrying(builder: TransactionBuilder<Schema>, place: string): TransactionBuilder<Schema> {
  const wrapped: Pick<TransactionBuilder<Schema>, keyof TransactionBuilder<Schema>> = {
    setAccessMode: (mode) => retrying(builder.setAccessMode(mode), place),
    setIsolationLevel: (level) => retrying(builder.setIsolationLevel(level), place),
    execute: (work) => whileUnlucky(() => builder.execute(work), place),
  };
  return wrapped as TransactionBuilder<Schema>;
}
