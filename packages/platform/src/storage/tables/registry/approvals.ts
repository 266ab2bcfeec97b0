import { instant } from '../../../kit/index.ts';
import type { ApprovalStore, ModelRules } from '../../../models/approvals/store.ts';
import type { TableContext } from '../context.ts';
import { recordChange } from '../record-change.ts';
import { getModelRow, getVersionRow } from './get-row.ts';

const NO_RULES: ModelRules = { nApprovals: 0, isDescribed: false };

/** Rules of models and verdicts on versions in tables. */
export function approvalTable({ db, clock }: TableContext): ApprovalStore {
  const rulesIn = async (from: typeof db, name: string): Promise<ModelRules> => {
    const row = await from
      .selectFrom('model_rules')
      .select(['n_approvals', 'is_described'])
      .where('name', '=', name)
      .executeTakeFirst();
    return row === undefined
      ? NO_RULES
      : { nApprovals: row.n_approvals, isDescribed: row.is_described === 1 };
  };
  return {
    rulesOf: (name) => rulesIn(db, name),
    async setRules(name, { rules, reason }) {
      await db.transaction().execute(async (transaction) => {
        await getModelRow(transaction, name);
        const from = await rulesIn(transaction, name);
        const columns = {
          n_approvals: rules.nApprovals,
          is_described: Number(rules.isDescribed),
        };
        await transaction
          .insertInto('model_rules')
          .values({ name, ...columns })
          .onConflict((conflict) => conflict.column('name').doUpdateSet(columns))
          .execute();
        const change = { ...reason, action: 'model.rules', name, from, to: rules } as const;
        await recordChange(transaction, { at: instant(clock), change });
      });
    },
    async verdictsOf({ name, version }) {
      const rows = await db
        .selectFrom('version_verdicts')
        .select(['who', 'is_approval', 'why', 'at'])
        .where('name', '=', name)
        .where('version', '=', version)
        .orderBy('at')
        .orderBy('who')
        .execute();
      return rows.map(({ is_approval: isApproval, ...same }) => ({
        ...same,
        isApproval: isApproval === 1,
      }));
    },
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
        const action = isApproval ? 'version.approve' : 'version.reject';
        const change = { ...reason, action, name, part: `/${version}` } as const;
        await recordChange(transaction, { at, change });
      });
    },
  };
}
