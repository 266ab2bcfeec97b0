import { CompiledQuery, type Kysely, type Transaction } from 'kysely';
import type { Schema } from '../../schema.ts';
import { type KeyNumbers, trackingOn } from '../../tables/tracking/index.ts';
import { answerCall } from '../../tracking/index.ts';
import { joinLogs } from './join-logs.ts';
import { type AnsweredCall, type AskedCall, toFailed } from './messages.ts';

const BEGIN = CompiledQuery.raw('savepoint caller');
const KEEP = CompiledQuery.raw('release caller');
const UNDO = CompiledQuery.raw('rollback to caller');

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
        for (const { calls, asked } of joinLogs(group)) {
          const answer = await writeOne(transaction, keys, asked);
          if (calls.length === 1 || 'given' in answer)
            for (const { id } of calls) answers.push({ ...answer, id });
          // What is refused of many may be the fault of one.
          else for (const each of calls) answers.push(await writeOne(transaction, keys, each));
        }
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
  await transaction.executeQuery(BEGIN);
  try {
    const given = await answerCall(trackingOn(transaction, tools), call);
    await transaction.executeQuery(KEEP);
    return { id, given };
  } catch (thrown) {
    await undo(transaction, thrown);
    return { id, failed: toFailed(thrown) };
  }
}

/** Takes back what one caller wrote. After a full disk nothing is left to take back, and the whole group has failed of that. */
async function undo(transaction: Transaction<Schema>, thrown: unknown): Promise<void> {
  try {
    await transaction.executeQuery(UNDO);
    await transaction.executeQuery(KEEP);
  } catch {
    throw thrown;
  }
}
