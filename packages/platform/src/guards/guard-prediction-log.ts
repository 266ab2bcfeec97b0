import { findRights, type Rights, type Role } from '../access/index.ts';
import type { PredictionLog } from '../predictions/log.ts';
import { accessForbidden } from './refusals.ts';
import { assertEverywhere, modelAt } from './things.ts';
import { allowed, narrowed } from './under-rights.ts';

/** Logged predictions as an account sees them: those of models that it may look at. What answers requests logs past this. */
export function guardPredictionLog(log: PredictionLog): PredictionLog {
  const mayRead = (rights: Rights, endpoint: string) => rights.has('read', modelAt(endpoint));
  const needs =
    (role: Role) =>
    (rights: Rights, endpoint: string): void => {
      const model = modelAt(endpoint);
      if (!rights.has(role, model)) throw accessForbidden(rights, role, model);
    };
  return {
    append: allowed(log, 'append', (rights) => assertEverywhere(rights, 'write')),
    newest: allowed(log, 'newest', needs('read')),
    count: allowed(log, 'count', needs('read')),
    async *scan(endpoint, choice) {
      const rights = findRights();
      if (rights !== undefined) needs('read')(rights, endpoint);
      yield* log.scan(endpoint, choice);
    },
    find: narrowed(log, 'find', async (rights, requestId, endpoint) =>
      (await log.find(requestId, endpoint)).filter((found) => mayRead(rights, found.endpoint)),
    ),
    label: allowed(log, 'label', needs('write')),
    reward: allowed(log, 'reward', needs('write')),
    tag: allowed(log, 'tag', needs('write')),
    tagged: allowed(log, 'tagged', needs('read')),
    findMarks: allowed(log, 'findMarks', needs('read')),
    withLabels: allowed(log, 'withLabels', needs('read')),
    close: () => log.close(),
  };
}
