import type { AppError } from '@kaizenml/contracts';
import { useRef } from 'preact/hooks';
import { api, useAnswer } from '../../api/index.ts';
import { asTold, type Told } from './training-settings.ts';
import type { Plan } from './training-types.ts';

/** What a run would do, as far as the server has said. */
export interface PlanAnswer {
  /** The last one that there was; undefined before the first. */
  readonly plan: Plan | undefined;
  /** Why the newest request has none. */
  readonly failure: AppError | undefined;
  readonly isWaiting: boolean;
}

/** Asks what a run would do, again with every change; the last answer stays while the next is awaited. */
export function usePlan(dataset: string, target: string | undefined, told: Told): PlanAnswer {
  const answer = useAnswer(
    () => api.runs.plan({ dataset, target, ...asTold(told) }),
    JSON.stringify([dataset, target, told]),
  );
  const kept = useRef<Plan | undefined>(undefined);
  if (answer.state === 'here') kept.current = answer.value;
  return {
    plan: kept.current,
    failure: answer.state === 'failed' ? answer.failure : undefined,
    isWaiting: answer.state === 'waiting',
  };
}
