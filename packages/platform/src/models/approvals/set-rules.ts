import { asId, type ModelName } from '@kaizenml/contracts';
import type { Operations } from '@kaizenml/contracts/operations';
import type { MachineHandler } from '../../at-machine.ts';
import { whoAsks } from '../../who-asks.ts';
import { getRegistered } from '../registry/index.ts';
import type { ApprovalDeps } from './show.ts';

/** Changes what versions of a model must have before they are released; what is not said stays. */
export const setRules =
  ({
    approvals,
    registry,
    onChange,
  }: ApprovalDeps): MachineHandler<Operations['models']['rules']> =>
  async ({ name: asked, approvals: nApprovals, description, note }, machine, visit) => {
    const { name } = await getRegistered(registry, asId<ModelName>(asked));
    const before = await approvals.rulesOf(name);
    if (nApprovals === undefined && description === undefined) return { name, ...before };
    const rules = {
      nApprovals: nApprovals ?? before.nApprovals,
      isDescribed: description === undefined ? before.isDescribed : description === 'required',
    };
    const reason = { by: 'person', who: whoAsks(machine, visit), why: note } as const;
    await approvals.setRules(name, { rules, reason });
    await onChange();
    return { name, ...rules };
  };
