import { AppError } from '@kaizenml/contracts';
import type { LookDeps } from '../decide-next.ts';
import type { RolloutRecord } from '../store.ts';
import { challengersIn, isBandit } from './is-bandit.ts';
import { judgeArms, leadingOf } from './judge-arms.ts';

/**
 * The version that a person makes the champion: the one that was asked for, else of a bandit the one that is most probably the best of
 * those that are not the champion.
 *
 * @throws ARGUMENT_INVALID when the rollout does not lead to the version that was asked for.
 */
export async function promotedBy(
  rollout: RolloutRecord,
  {
    deps,
    asked,
  }: { readonly deps: Pick<LookDeps, 'rollouts'>; readonly asked: number | undefined },
): Promise<number> {
  const { to, settings } = rollout;
  const known = settings.bandit?.challengers ?? [to];
  if (asked !== undefined) {
    if (known.includes(asked)) return asked;
    throw new AppError('ARGUMENT_INVALID', {
      message: `\`to\` must be a version that the rollout may lead to, got ${asked}.`,
      hint: `Name one of ${known.join(', ')}, or leave it out.`,
      details: { to: asked, versions: known },
    });
  }
  if (!isBandit(rollout)) return to;
  const { learned } = judgeArms(rollout, await deps.rollouts.evidence(rollout.id));
  return leadingOf(learned, challengersIn(rollout)) ?? to;
}
