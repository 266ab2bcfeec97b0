import type { ModelName } from '@kaizenml/contracts';
import type { Kysely } from 'kysely';
import type { ModelRules, Verdict } from '../../../models/approvals/store.ts';
import type { VersionAt } from '../../../models/registry/store.ts';
import { assertReleasable, type ReleaseFacts } from '../../../release-rules/index.ts';
import { isSqlite } from '../../is-sqlite.ts';
import type { Schema } from '../../schema.ts';

/** Alias of the version that answers requests. */
export const CHAMPION = 'champion';

const NO_RULES: ModelRules = { nApprovals: 0, isDescribed: false };

/** Takes the row of a model, if there is one: its rules, verdicts and descriptions stay as they are for the rest of the transaction. */
export async function holdModel(transaction: Kysely<Schema>, name: ModelName): Promise<void> {
  if (isSqlite(transaction)) return;
  await transaction
    .selectFrom('models')
    .select('name')
    .where('name', '=', name)
    .forUpdate()
    .execute();
}

/**
 * Refuses to release a version that lacks what the rules of its model ask for. The caller's transaction has taken the row of the model.
 *
 * @throws RELEASE_UNAPPROVED
 */
export async function assertReleasableNow(
  transaction: Kysely<Schema>,
  at: VersionAt,
  releaser: string | null | undefined,
): Promise<void> {
  const facts = await readReleaseFacts(transaction, at);
  assertReleasable(at, { facts, releaser: releaser ?? null });
}

/** What a release of a version is decided by. */
export async function readReleaseFacts(
  db: Kysely<Schema>,
  { name, version }: VersionAt,
): Promise<ReleaseFacts> {
  const model = await db
    .selectFrom('models')
    .select('description')
    .where('name', '=', name)
    .executeTakeFirst();
  const own = await db
    .selectFrom('model_versions')
    .select('description')
    .where('name', '=', name)
    .where('version', '=', version)
    .executeTakeFirst();
  return {
    rules: await readRules(db, name),
    verdicts: await readVerdicts(db, { name, version }),
    ...{ isModelDescribed: isSaid(model), isVersionDescribed: isSaid(own) },
  };
}

/** Those of a model that nobody made rules for ask for nothing. */
export async function readRules(db: Kysely<Schema>, name: string): Promise<ModelRules> {
  const row = await db
    .selectFrom('model_rules')
    .select(['n_approvals', 'is_described'])
    .where('name', '=', name)
    .executeTakeFirst();
  return row === undefined
    ? NO_RULES
    : { nApprovals: row.n_approvals, isDescribed: row.is_described === 1 };
}

/** What people said of a version, the first one first. */
export async function readVerdicts(
  db: Kysely<Schema>,
  { name, version }: VersionAt,
): Promise<readonly Verdict[]> {
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
}

function isSaid(row: { readonly description: string | null } | undefined): boolean {
  return (row?.description ?? '').trim() !== '';
}
