import type { Signature } from '@kaizenml/contracts';
import type { FittedModel } from '@kaizenml/ml/artifact';
import type { Role } from '../evaluate.ts';
import type { ModelPlan, RolePlan } from '../model-plan.ts';
import { assembleModel, partsAmong } from './assemble-model.ts';
import { firstRows } from './first-rows.ts';
import { type FittedPart, fitMembers, type Learning } from './fit-members.ts';

const ROLES = ['small', 'interpretable'] as const satisfies readonly Role[];
/** Rows that models beside the champion learn from, at most: small ones learn little from more. */
export const MOST_ROWS_BESIDE = 200_000;

/** Models beside the champion. */
export interface Beside {
  readonly models: Readonly<Partial<Record<Role, FittedModel>>>;
  /** Those that there was no time for. */
  readonly leftOut: readonly Role[];
}

/**
 * Fits the models beside the champion, or takes them from what was fitted for it.
 *
 * @param champion Its plan and what was fitted for it.
 * @param options.hasTime Whether there is time to fit a plan. Default: always.
 */
export function fitBeside(
  plans: Readonly<Partial<Record<Role, RolePlan | undefined>>>,
  champion: { readonly plan: ModelPlan; readonly parts: readonly FittedPart[] },
  {
    learning,
    signature,
    hasTime = () => true,
  }: {
    readonly learning: Learning;
    readonly signature: Signature;
    readonly hasTime?: (wanted: ModelPlan) => boolean;
  },
): Beside {
  const few = firstRows(learning, MOST_ROWS_BESIDE);
  const models: Partial<Record<Role, FittedModel>> = {};
  const leftOut: Role[] = [];
  for (const role of ROLES) {
    const wanted = plans[role]?.plan;
    if (wanted === undefined) continue;
    const known = partsAmong(wanted, champion.plan, champion.parts);
    if (known === undefined && !hasTime(wanted)) leftOut.push(role);
    else
      models[role] = assembleModel(
        signature,
        wanted,
        known ?? fitMembers(wanted.candidates, wanted.isBagged, few),
      );
  }
  return { models, leftOut };
}
