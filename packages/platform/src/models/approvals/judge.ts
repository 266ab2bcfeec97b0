import { AppError, asId, type ModelName } from '@kaizenml/contracts';
import type { Operations } from '@kaizenml/contracts/operations';
import type { MachineHandler } from '../../at-machine.ts';
import { whoAsks } from '../../who-asks.ts';
import { type ApprovalDeps, toApprovals } from './show.ts';

/** Writes down that somebody approves a version, or rejects it. */
export const judgeVersion =
  (deps: ApprovalDeps, isApproval: boolean): MachineHandler<Operations['models']['approve']> =>
  async ({ name, version, note }, machine, visit) => {
    const who = whoAsks(machine, visit);
    if (who === null) throw unknownApprover();
    const at = { name: asId<ModelName>(name), version };
    await deps.approvals.judge(at, { isApproval, reason: { by: 'person', who, why: note } });
    await deps.onChange();
    return toApprovals(deps, at, null);
  };

function unknownApprover(): AppError {
  return new AppError('APPROVER_UNKNOWN', {
    message: 'Who judges a version must be known, but this server asks nobody for a key.',
    hint: 'Use `kaizen models approve` at the machine, or create keys with `kaizen keys create`.',
  });
}
