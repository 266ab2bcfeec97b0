import type { TableDeps } from './deps.ts';
import type { RetrainingChange, RetrainingRecord } from './store.ts';

/**
 * Adds what a retraining does to the timeline of the open incident of its endpoint, if there is one: that it began, each step that is
 * over, and the end. It is noted before it is so, under a key: a kill between leaves no incident that waits for an end.
 */
export async function noteStep(
  { store }: Pick<TableDeps, 'store'>,
  { id, endpoint, cause, facts }: RetrainingRecord,
  change: RetrainingChange | 'begun',
): Promise<void> {
  const subject = `endpoint:${endpoint}`;
  const work = `retraining:${id}`;
  const about = { kind: 'retraining', details: { retraining: id } };
  if (change === 'begun') {
    await store.incidents.note(subject, {
      ...{ ...about, key: `${work}:begun`, work: { key: work, state: 'begun' } },
      message: `Its model is trained anew: ${cause}`,
    });
    return;
  }
  const last = change.steps?.at(-1);
  const isOver = change.status !== undefined && !['running', 'waiting'].includes(change.status);
  if (last === undefined || (last.endedAt === null && !isOver)) return;
  const { challenger } = { ...facts, ...change.facts };
  await store.incidents.note(subject, {
    ...{ ...about, key: `${work}:${last.name}:${last.status}`, message: last.message },
    ...(isOver && { work: { key: work, state: 'ended' } }),
    details: { ...about.details, step: last.name, status: last.status, version: challenger },
  });
}
