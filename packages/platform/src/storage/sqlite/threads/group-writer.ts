import { type Kysely, sql, type Transaction } from 'kysely';
import type { Schema } from '../../schema.ts';
import { type KeyNumbers, trackingOn } from '../../tables/tracking/index.ts';
import { answerCall } from '../../tracking/index.ts';
import { type AnsweredCall, type AskedCall, toFailed } from './messages.ts';

/**
 * Makes a function that does the writes of many callers in one transaction: they share its flush. What one of them is refused
 * takes nothing of the others with it; when the transaction as a whole fails, all of them have failed.
 */
export function createGroupWriter({
  db,
  keys,
}: {
  readonly db: Kysely<Schema>;
  readonly keys: KeyNumbers;
}): (group: readonly AskedCall[]) => Promise<AnsweredCall[]> {
  return async (group) => {
    try {
      return await db.transaction().execute(async (transaction) => {
        const answers: AnsweredCall[] = [];
        for (const asked of group) answers.push(await writeOne(transaction, keys, asked));
        return answers;
      });
    } catch (thrown) {
      const failed = toFailed(thrown);
      return group.map(({ id }) => ({ id, failed }));
    }
  };
}

async function writeOne(
  transaction: Transaction<Schema>,
  keys: KeyNumbers,
  { id, call, nowMs, freshId }: AskedCall,
): Promise<AnsweredCall> {
  const tools = { clock: { now: () => nowMs }, nextId: () => freshId, keys };
  await sql`savepoint caller`.execute(transaction);
  try {
    const given = await answerCall(trackingOn(transaction, tools), call);
    await sql`release caller`.execute(transaction);
    return { id, given };
  } catch (thrown) {
    await sql`rollback to caller`.execute(transaction);
    await sql`release caller`.execute(transaction);
    return { id, failed: toFailed(thrown) };
  }
}
