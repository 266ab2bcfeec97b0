import { instant } from '../../../kit/index.ts';
import type { ApprovalStore } from '../../../models/approvals/store.ts';
import type { TableContext } from '../context.ts';
import { recordChange } from '../record-change.ts';
import { snapshot } from '../snapshot.ts';
import { getModelRow, getVersionRow } from './get-row.ts';
import { readReleaseFacts, readRules, readVerdicts } from './release.ts';
import { stopUnreleasable } from './stop-rollout.ts';

/** Rules of models and verdicts on versions in tables. */
export function approvalTable({ db, clock, nextId }: TableContext): ApprovalStore {
  return {
    factsOf: (at) => snapshot(db, (transaction) => readReleaseFacts(transaction, at)),
    rulesOf: (name) => readRules(db, name),
    async setRules(name, { rules, reason }) {
      await db.transaction().execute(async (transaction) => {
        const at = instant(clock);
        await getModelRow(transaction, name);
        const from = await readRules(transaction, name);
        const columns = {
          n_approvals: rules.nApprovals,
          is_described: Number(rules.isDescribed),
        };
        await transaction
          .insertInto('model_rules')
          .values({ name, ...columns })
          .onConflict((conflict) => conflict.column('name').doUpdateSet(columns))
          .execute();
        await stopUnreleasable(transaction, name, { id: nextId(), at, who: reason.who });
        const change = { ...reason, action: 'model.rules', name, from, to: rules } as const;
        await recordChange(transaction, { at, change });
      });
    },
    verdictsOf: (at) => readVerdicts(db, at),
    async judge({ name, version }, { isApproval, reason }) {
      await db.transaction().execute(async (transaction) => {
        const at = instant(clock);
        await getVersionRow(transaction, { name, version });
        const columns = { is_approval: Number(isApproval), why: reason.why ?? null, at };
        await transaction
          .insertInto('version_verdicts')
          .values({ name, version, who: reason.who, ...columns })
          .onConflict((conflict) =>
            conflict.columns(['name', 'version', 'who']).doUpdateSet(columns),
          )
          .execute();
        await stopUnreleasable(transaction, name, { id: nextId(), at, who: reason.who });
        const action = isApproval ? 'version.approve' : 'version.reject';
        const change = { ...reason, action, name, part: `/${version}` } as const;
        await recordChange(transaction, { at, change });
      });
    },
  };
}
