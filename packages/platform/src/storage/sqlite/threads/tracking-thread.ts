import { setImmediate as nextTurn } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { invariant } from '@kaizenml/contracts';
import { Kysely } from 'kysely';
import type { Schema } from '../../schema.ts';
import { snapshot } from '../../tables/snapshot.ts';
import { createKeyNumbers, trackingOn } from '../../tables/tracking/index.ts';
import { answerCall } from '../../tracking/index.ts';
import { NodeSqliteDialect } from '../dialect.ts';
import { openDatabase } from '../open-database.ts';
import { createGroupWriter } from './group-writer.ts';
import {
  type AnsweredCall,
  type AskedCall,
  type ToThread,
  type TrackingSeat,
  toFailed,
} from './messages.ts';
import { toSent } from './sent-answers.ts';
import { THREAD_USE } from './thread-use.ts';

/** Callers whose writes share a transaction at most. */
const MAX_GROUP = 256;

invariant(parentPort !== null, 'tracking-thread is started as a thread');
const port = parentPort;
const { path, role } = workerData as TrackingSeat;
const keys = createKeyNumbers();
const waiting: AskedCall[] = [];
let isWorking = false;
let isClosing = false;

const opening = openDatabase(path, THREAD_USE).then(
  (database) => new Kysely<Schema>({ dialect: new NodeSqliteDialect(database, path) }),
);
opening.catch(() => {
  // Whoever asks hears of it.
});

port.on('message', (message: ToThread) => {
  if (message === 'close') isClosing = true;
  else waiting.push(message);
  if (!isWorking) void work();
});

async function work(): Promise<void> {
  isWorking = true;
  // What arrives in the same turn joins the group.
  await nextTurn();
  while (waiting.length > 0) {
    const group = waiting.splice(0, role === 'write' ? MAX_GROUP : 1);
    port.postMessage(await answer(group));
    await nextTurn();
  }
  isWorking = false;
  if (isClosing) await close();
}

async function answer(group: readonly AskedCall[]): Promise<AnsweredCall[]> {
  try {
    const db = await opening;
    if (role === 'write') return await createGroupWriter({ db, keys })(group);
    return await Promise.all(group.map((asked) => read(db, asked)));
  } catch (thrown) {
    return group.map(({ id }) => ({ id, failed: toFailed(thrown) }));
  }
}

async function read(
  db: Kysely<Schema>,
  { id, call, nowMs, freshId }: AskedCall,
): Promise<AnsweredCall> {
  const tools = { clock: { now: () => nowMs }, nextId: () => freshId, keys };
  const given = await snapshot(db, (transaction) =>
    answerCall(trackingOn(transaction, tools), call),
  );
  return { id, given: toSent(call, given) };
}

async function close(): Promise<void> {
  const db = await opening.catch(() => undefined);
  await db?.destroy();
  port.close();
}
