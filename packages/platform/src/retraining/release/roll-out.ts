import { toAppError } from '@kaizenml/contracts';
import { OPERATIONS, RetrainingSettings } from '@kaizenml/contracts/operations';
import { findChampion } from '../../models/index.ts';
import { isActive, type RolloutRecord } from '../../rollouts/index.ts';
import { type RetrainerDeps, whoRetrains } from '../deps.ts';
import { rejected, type StepOutcome } from '../outcome.ts';
import type { RetrainingRecord } from '../store.ts';

/** Rollouts that are looked through for one to the challenger. */
const LOOKED_AT = 50;

/** Whether there is something to do: its rollout is over, or has not begun. */
export async function isRolloutIdle(
  { store }: Pick<RetrainerDeps, 'store'>,
  { facts: { rollout } }: RetrainingRecord,
): Promise<boolean> {
  const found = rollout === undefined ? undefined : await store.rollouts.find(rollout);
  return found === undefined || !isActive(found);
}

/**
 * Lets the challenger take over by a canary, whose controller promotes it or takes it back. A rollout to it that somebody began, or that
 * was begun before a kill, is the one that counts.
 */
export async function rollOut(deps: RetrainerDeps, record: RetrainingRecord): Promise<StepOutcome> {
  const known = await findRollout(deps, record);
  if (known !== undefined) return outcomeOf(known, record);
  const { endpoint, asked, facts } = record;
  const champion = await findChampion(deps.store.models, endpoint);
  if (champion?.version === facts.challenger)
    return { kind: 'done', message: `Version ${facts.challenger} is the champion already.` };
  if (champion?.version !== asked.champion)
    return rejected(`Version ${champion?.version ?? 'none'} became the champion meanwhile.`);
  const policy = (await deps.store.endpoints.find(endpoint))?.retraining;
  const { rollout } = policy ?? RetrainingSettings.parse({});
  const input = OPERATIONS.rollouts.start.input.parse({
    ...rollout,
    ...{ endpoint, to: facts.challenger, strategy: 'canary', answersMove: mayMove(facts) },
    note: `Retraining ${record.id}: ${record.cause}`.slice(0, 1000),
  });
  try {
    const { id } = await deps.startRollout(input, undefined, askedBy(record));
    return {
      kind: 'on',
      message: `Version ${facts.challenger} takes over step by step, watched by rollout "${id}".`,
      facts: { rollout: id },
    };
  } catch (thrown) {
    const { code, message } = toAppError(thrown);
    if (code === 'ROLLOUT_ACTIVE')
      return { kind: 'wait', message: 'It waits for another rollout of the endpoint to end.' };
    if (code === 'RELEASE_UNAPPROVED') return { kind: 'wait', isForPerson: true, message };
    throw thrown;
  }
}

/** What a rollout may be told at most. */
const MOST_MOVE = 0.9;

/**
 * How far answers may move in the canary: as far as they did where the challenger was better, and as far as those of two models of one
 * world may besides.
 */
function mayMove({ answersMove = 0 }: RetrainingRecord['facts']): number {
  const { answersMove: usual } = OPERATIONS.rollouts.start.input.parse({ endpoint: 'any' });
  return Math.min(MOST_MOVE, usual + answersMove);
}

async function findRollout(
  { store }: RetrainerDeps,
  { endpoint, startedAt, facts }: RetrainingRecord,
): Promise<RolloutRecord | undefined> {
  if (facts.rollout !== undefined) return store.rollouts.find(facts.rollout);
  const { items } = await store.rollouts.list(endpoint, { limit: LOOKED_AT });
  return items.find((each) => each.to === facts.challenger && each.startedAt >= startedAt);
}

function outcomeOf(
  { id, status, reason }: RolloutRecord,
  { facts }: RetrainingRecord,
): StepOutcome {
  if (status === 'running' || status === 'paused')
    return facts.rollout === id
      ? { kind: 'wait', message: `Rollout "${id}": ${reason}` }
      : { kind: 'on', message: `Rollout "${id}": ${reason}`, facts: { rollout: id } };
  if (status === 'promoted') return { kind: 'done', message: reason, facts: { rollout: id } };
  return {
    ...{ kind: 'end', status: 'rolled-back', step: 'refused', message: reason },
    facts: { rollout: id },
  };
}

/** The rollout is told that this retraining began it. */
function askedBy({ id }: RetrainingRecord) {
  return {
    ...{ signal: new AbortController().signal, headers: {} },
    caller: {
      ...{ id: whoRetrains(id), scopes: new Set(['approve'] as const) },
      ...{ endpoints: undefined, rights: undefined },
    },
  };
}
