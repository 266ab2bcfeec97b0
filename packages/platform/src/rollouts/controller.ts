import type { Clock, Log } from '../kit/index.ts';
import type { ModelStore } from '../models/index.ts';
import type { PredictionLog } from '../predictions/index.ts';
import { isBandit } from './bandit/is-bandit.ts';
import { rewardEvidence } from './bandit/reward-evidence.ts';
import { takeBanditStep } from './bandit/take-bandit-step.ts';
import { decideNext } from './decide-next.ts';
import type { GuardTrail } from './guard-trail.ts';
import { labelEvidence } from './label-evidence.ts';
import { type MadeChange, makeChange } from './make-change.ts';
import type { Decision } from './next-step.ts';
import { isActive, type RolloutRecord } from './rollout.ts';
import type { RolloutChange, RolloutStore } from './store.ts';
import type { RolloutWatch } from './watch.ts';

/** Looks after every rollout of a home. Several processes may do so: the store lets one of them make each step. */
export interface RolloutController {
  /** Writes down what this process counted, and takes every rollout as far as its evidence lets it. */
  tick(): Promise<void>;
  /** Writes down what this process counted, for one that leaves the rest to another. */
  flush(): Promise<void>;
}

/** What a controller stands on. */
export interface ControllerDeps {
  readonly rollouts: RolloutStore;
  readonly models: Pick<ModelStore, 'find'>;
  readonly watch: RolloutWatch;
  readonly predictionLog: Pick<PredictionLog, 'scan'>;
  readonly clock: Clock;
  readonly log: Log;
  /** Remembers how sure the guards became. Default: nobody does. */
  readonly trail?: GuardTrail;
  /** Told after a change, so that the next request goes the new way. */
  readonly onChange: () => void;
}

/** The log is read for labels this often at most, and so that it takes a fiftieth of the time. */
const LABELS_EVERY_MS = 10_000;
const LABELS_SHARE = 1 / 50;
/** Who writes the evidence of labels: every process would write the same. */
const LABELS = 'labels';

const CHANGES: Readonly<
  Record<
    Exclude<Decision['action'], 'hold'>,
    Pick<RolloutChange, 'promotes'> & {
      readonly kind: RolloutChange['event']['kind'];
      readonly status: RolloutRecord['status'] | 'same';
    }
  >
> = {
  advance: { kind: 'advanced', status: 'same', promotes: false },
  promote: { kind: 'promoted', status: 'promoted', promotes: true },
  'roll-back': { kind: 'rolled-back', status: 'rolled-back', promotes: false },
  end: { kind: 'ended', status: 'ended', promotes: false },
};

export function createController(deps: ControllerDeps): RolloutController {
  const { rollouts, models, watch, predictionLog, clock, log, trail, onChange } = deps;
  const nextLabelsAt = new Map<string, number>();
  const countLabels = async (rollout: RolloutRecord): Promise<void> => {
    if (clock.now() < (nextLabelsAt.get(rollout.id) ?? 0)) return;
    const startedAt = performance.now();
    if (isBandit(rollout)) {
      const found = await rewardEvidence(rollout, { log: predictionLog });
      for (const [source, evidence] of found)
        await rollouts.putEvidence(rollout.id, rollout.step, source, evidence);
    } else {
      const events = await rollouts.events(rollout.id);
      const found = await labelEvidence(rollout, { log: predictionLog, events });
      for (const [step, evidence] of found)
        await rollouts.putEvidence(rollout.id, step, LABELS, { ...evidence });
    }
    const tookMs = performance.now() - startedAt;
    nextLabelsAt.set(rollout.id, clock.now() + Math.max(LABELS_EVERY_MS, tookMs / LABELS_SHARE));
  };
  const tell = async ({ changed, kind }: MadeChange): Promise<void> => {
    onChange();
    if (!isActive(changed)) {
      watch.forget(changed.id);
      nextLabelsAt.delete(changed.id);
      await trail?.end(changed.id);
    }
    const said = { endpoint: changed.endpoint, rollout: changed.id, reason: changed.reason };
    if (kind === 'rolled-back') log.warn('a rollout was rolled back', said);
    else if (kind === 'taken-out') log.warn('a version was taken out of a rollout', said);
    else log.info(`a rollout ${kind}`, said);
  };
  const lookAt = async (rollout: RolloutRecord): Promise<void> => {
    await countLabels(rollout);
    if (isBandit(rollout)) {
      const step = await takeBanditStep(rollout, deps);
      if (step !== undefined) await tell(step);
      return;
    }
    const { judged, decision } = await decideNext(rollout, { rollouts, models, clock });
    const { guards, evidence, counts, nLabels } = judged;
    await trail?.add(rollout.id, { atMs: clock.now(), evidence });
    const { action, reason } = decision;
    if (action === 'hold') return;
    const { kind, status, promotes } = CHANGES[action];
    const made = await makeChange(rollouts, rollout, {
      status: status === 'same' ? rollout.status : status,
      step: action === 'advance' ? rollout.step + 1 : rollout.step,
      promotes,
      event: { kind, by: 'controller', message: reason, details: { guards, counts, nLabels } },
    });
    if (made !== undefined) await tell(made);
  };
  return {
    async tick() {
      await watch.flush();
      for (const rollout of await rollouts.active()) await lookAt(rollout);
    },
    flush: () => watch.flush(),
  };
}
