import type { InputOf, Operations } from '@kaizenml/contracts/operations';
import type { MachineHandler } from '../at-machine.ts';
import { whoAsks } from '../who-asks.ts';
import { promotedBy } from './bandit/promoted-by.ts';
import { getActiveRollout } from './get-rollout.ts';
import type { RolloutRecord } from './rollout.ts';
import { type ShowDeps, toView } from './show.ts';
import type { RolloutChange, RolloutStore } from './store.ts';

/** What a person may decide. */
type Verb = 'pause' | 'resume' | 'promote' | 'rollback';

const DECISIONS: Readonly<
  Record<
    Verb,
    Pick<RolloutChange, 'status' | 'promotes'> & {
      readonly kind: RolloutChange['event']['kind'];
      readonly says: (rollout: RolloutRecord) => string;
    }
  >
> = {
  pause: {
    ...{ status: 'paused', promotes: false, kind: 'paused' },
    says: () => 'A person paused it.',
  },
  resume: {
    ...{ status: 'running', promotes: false, kind: 'resumed' },
    says: () => 'A person let it go on.',
  },
  promote: {
    ...{ status: 'promoted', promotes: true, kind: 'promoted' },
    says: ({ to }) => `A person made version ${to} the champion.`,
  },
  rollback: {
    ...{ status: 'rolled-back', promotes: false, kind: 'rolled-back' },
    says: ({ from }) => `A person ended it: version ${from} answers everything.`,
  },
};

/**
 * Does what a person decided, whatever the guards say.
 *
 * @param onChange Told after the change, so that the next request goes the new way.
 */
export const overruleRollout =
  (
    verb: Verb,
    deps: ShowDeps & { readonly rollouts: RolloutStore },
    onChange: () => void,
  ): MachineHandler<Operations['rollouts'][Verb]> =>
  async ({ id, note, ...wanted }: InputOf<Operations['rollouts']['promote']>, machine, asked) => {
    const { rollouts } = deps;
    const { status, promotes, kind, says } = DECISIONS[verb];
    for (;;) {
      const rollout = await getActiveRollout(rollouts, id);
      const to = promotes ? await promotedBy(rollout, { deps, asked: wanted.to }) : rollout.to;
      const message = `${says({ ...rollout, to })}${note === undefined ? '' : ` "${note}"`}`;
      const changed = await rollouts.change(rollout, {
        ...{ status, step: rollout.step, promotes, to },
        event: { kind, by: 'person', who: whoAsks(machine, asked), message, details: {} },
      });
      if (changed === undefined) continue;
      onChange();
      return toView(changed, deps);
    }
  };
