import { RETRAINING_STEPS } from '@kaizenml/contracts/operations';
import type { StepOutcome } from './outcome.ts';
import type { RetrainingChange, RetrainingRecord, RetrainingStep } from './store.ts';

/** The step that a retraining is on: the last one that it began, or the one after it. */
export function stepAfter(steps: readonly RetrainingStep[]): RetrainingStep['name'] {
  const last = steps.at(-1);
  if (last === undefined) return 'gather';
  if (last.endedAt === null) return last.name;
  return RETRAINING_STEPS[RETRAINING_STEPS.indexOf(last.name) + 1] ?? last.name;
}

/**
 * What a retraining becomes by the outcome of the step that it is on.
 *
 * @param at Instant, ISO 8601.
 */
export function withOutcome(
  { steps, facts, status }: Pick<RetrainingRecord, 'steps' | 'facts' | 'status'>,
  outcome: StepOutcome,
  at: string,
): RetrainingChange {
  const last = steps.at(-1);
  if (last === undefined) return {};
  const { kind, message } = outcome;
  const isOver = kind === 'done' || kind === 'end';
  const step: RetrainingStep = {
    ...last,
    ...{ message, endedAt: isOver ? at : null },
    status: kind === 'end' ? outcome.step : STATUS[kind],
  };
  const isLast = kind === 'done' && last.name === RETRAINING_STEPS.at(-1);
  const found = kind === 'wait' ? undefined : outcome.facts;
  return {
    steps: [...steps.slice(0, -1), step],
    ...(found && { facts: { ...facts, ...found } }),
    ...(isLast ? ended('promoted', promotion(steps)) : statusOf(outcome, status)),
  };
}

const STATUS = { done: 'done', on: 'running', wait: 'waiting' } as const;

function statusOf(outcome: StepOutcome, before: RetrainingRecord['status']): RetrainingChange {
  const { kind, message } = outcome;
  if (kind === 'end') return ended(outcome.status, message);
  const status = kind === 'wait' && outcome.isForPerson === true ? 'waiting' : 'running';
  return { ...(status !== before && { status }), reason: message };
}

function ended(status: RetrainingRecord['status'], reason: string): RetrainingChange {
  return { status, reason };
}

/** Why the challenger is the champion. */
function promotion(steps: readonly RetrainingStep[]): string {
  return steps.find(({ name }) => name === 'roll-out')?.message ?? '';
}
