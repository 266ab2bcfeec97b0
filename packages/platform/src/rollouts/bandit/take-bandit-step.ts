import { instant } from '../../kit/index.ts';
import type { ControllerDeps } from '../controller.ts';
import { type MadeChange, makeChange } from '../make-change.ts';
import type { RolloutChange, RolloutRecord } from '../store.ts';
import type { BanditRollout } from './is-bandit.ts';
import { lookAtBandit } from './look-at-bandit.ts';
import type { BanditDecision } from './next-bandit-step.ts';

type Change = Pick<RolloutChange, 'promotes'> & {
  readonly kind: RolloutChange['event']['kind'];
  readonly status: RolloutRecord['status'] | 'same';
};

const CHANGES: Readonly<Record<Exclude<BanditDecision['action'], 'hold' | 'learn'>, Change>> = {
  share: { kind: 'advanced', status: 'same', promotes: false },
  'take-out': { kind: 'taken-out', status: 'same', promotes: false },
  promote: { kind: 'promoted', status: 'promoted', promotes: true },
  'roll-back': { kind: 'rolled-back', status: 'rolled-back', promotes: false },
  end: { kind: 'ended', status: 'ended', promotes: false },
};

/**
 * Takes a bandit as far as its rewards and guards let it.
 *
 * @returns What became of it; undefined where nothing changed that others must hear of.
 */
export async function takeBanditStep(
  rollout: BanditRollout,
  { trail, onChange, ...deps }: ControllerDeps,
): Promise<MadeChange | undefined> {
  const { rollouts, clock } = deps;
  const { judged, decision } = await lookAtBandit(rollout, deps);
  const { guards, evidence, countsOf, learned } = judged;
  await trail?.add(rollout.id, { atMs: clock.now(), evidence });
  const { action, reason, standing, to } = decision;
  if (action === 'hold') return undefined;
  if (action === 'learn') {
    if (standing !== undefined && (await rollouts.learn(rollout, standing))) onChange();
    return undefined;
  }
  const { kind, status, promotes } = CHANGES[action];
  const counts = Object.fromEntries(countsOf);
  const shares = (standing ?? rollout.standing).shares;
  return makeChange(rollouts, rollout, {
    ...{ status: status === 'same' ? rollout.status : status, step: rollout.step, promotes },
    ...(to === undefined ? {} : { to }),
    standing,
    event: {
      ...{ kind, by: 'controller', message: reason },
      details: { guards, counts, shares, arms: learned.arms, at: instant(clock) },
    },
  });
}
