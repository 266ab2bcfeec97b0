import { type AppError, invariant } from '@kaizenml/contracts';
import type { Kysely } from 'kysely';
import type { RunBatch } from '../../../tracking/store.ts';
import type { Schema } from '../../schema.ts';
import {
  createRuns,
  type KeyNumbers,
  logBatches,
  type NewRun,
  type Outcome,
} from '../../tables/tracking/index.ts';
import { type AnsweredCall, type AskedCall, toFailed } from './messages.ts';

const JOINED = new Set(['runs.log', 'runs.create']);

/** The group in its order, where neighbours that log, and neighbours that make runs, are together. */
export function neighboursOf(group: readonly AskedCall[]): readonly (readonly AskedCall[])[] {
  const found: AskedCall[][] = [];
  let before: string | undefined;
  for (const asked of group) {
    const name = `${asked.call.room}.${asked.call.method}`;
    if (name === before && JOINED.has(name)) found.at(-1)?.push(asked);
    else found.push([asked]);
    before = name;
  }
  return found;
}

/** Makes neighbours by as many queries as one of them takes. */
export async function makeTogether(
  db: Kysely<Schema>,
  keys: KeyNumbers,
  calls: readonly AskedCall[],
): Promise<AnsweredCall[]> {
  const [first] = calls;
  invariant(first !== undefined, 'somebody is among neighbours');
  const tools = { clock: { now: () => first.nowMs }, nextId: () => first.freshId, keys };
  const outcomes: readonly Outcome<unknown>[] =
    first.call.method === 'log'
      ? await logBatches(db, tools, calls.map(toLog))
      : await createRuns(db, tools, calls.map(toRun));
  return calls.map(({ id }, i) => {
    const outcome = outcomes[i] as { readonly given: unknown } | { readonly refused: AppError };
    return 'refused' in outcome
      ? { id, failed: toFailed(outcome.refused) }
      : { id, given: outcome.given };
  });
}

function toLog({ call: { args } }: AskedCall) {
  const [id, batch] = args as readonly [string, RunBatch];
  return { id, batch };
}

function toRun({ call: { args }, freshId }: AskedCall): NewRun {
  const [run] = args as readonly [NewRun];
  return { ...run, id: run.id ?? freshId };
}
