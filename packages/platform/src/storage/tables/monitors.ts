import { DatasetMonitorSettings } from '@kaizenml/contracts/operations';
import type { Transaction } from 'kysely';
import { instant } from '../../kit/index.ts';
import type {
  CountedPlace,
  MonitorRecord,
  MonitorStore,
  NewVerdict,
  Subject,
  VerdictRecord,
  WindowSpan,
} from '../../monitors/store.ts';
import type {
  MonitorsTable,
  MonitorVerdictsTable,
  MonitorWindowsTable,
  Schema,
} from '../schema.ts';
import { raiseWithin, resolveAllWithin } from './alerts.ts';
import type { TableContext } from './context.ts';
import { insertRows } from './insert-rows.ts';

const WINDOW_COLUMNS = ['subject', 'start_at', 'version', 'end_at', 'n_rows', 'body'] as const;

/** Monitors in tables. */
export function monitorTable({ db, ...tools }: TableContext): MonitorStore {
  const { clock } = tools;
  const find = async (subject: Subject): Promise<MonitorRecord | undefined> => {
    const row = await db
      .selectFrom('monitors')
      .selectAll()
      .where('subject', '=', subject)
      .executeTakeFirst();
    return row && toRecord(row);
  };
  const tell = async (
    transaction: Transaction<Schema>,
    { raise, resolve }: Pick<NewVerdict, 'raise' | 'resolve'>,
  ): Promise<void> => {
    await resolveAllWithin(transaction, tools, resolve);
    for (const alert of raise) await raiseWithin(transaction, tools, alert);
  };
  const spanOf = (subject: Subject, { from, to, version, starts }: WindowSpan) => {
    let query = db
      .selectFrom('monitor_windows')
      .where('subject', '=', subject)
      .orderBy('start_at')
      .orderBy('version');
    if (from !== undefined) query = query.where('start_at', '>=', from);
    // A window begins before it ends: so the key leads to those of the span alone.
    if (to !== undefined) query = query.where('start_at', '<=', to).where('end_at', '<=', to);
    if (starts !== undefined) query = query.where('start_at', 'in', [...starts]);
    return version === undefined ? query : query.where('version', '=', version);
  };
  return {
    ensure: (subject, { settings, state }) =>
      db.transaction().execute(async (transaction) => {
        await transaction
          .insertInto('monitors')
          .values({
            ...{ subject, cursor: null, revision: 0, created_at: instant(clock) },
            settings: settings === null ? null : JSON.stringify(settings),
            state: JSON.stringify(state),
          })
          .onConflict((conflict) => conflict.column('subject').doNothing())
          .execute();
        const row = await transaction
          .selectFrom('monitors')
          .selectAll()
          .where('subject', '=', subject)
          .executeTakeFirstOrThrow();
        return toRecord(row);
      }),
    find,
    async all() {
      const rows = await db.selectFrom('monitors').selectAll().orderBy('subject').execute();
      return rows.map(toRecord);
    },
    async putSettings(subject, settings) {
      await db
        .updateTable('monitors')
        .set((eb) => ({
          settings: JSON.stringify(settings),
          revision: eb('revision', '+', 1),
        }))
        .where('subject', '=', subject)
        .execute();
    },
    async remove(subject) {
      const { numDeletedRows } = await db
        .deleteFrom('monitors')
        .where('subject', '=', subject)
        .executeTakeFirst();
      return numDeletedRows > 0n;
    },
    async findBaseline(subject, version) {
      const row = await db
        .selectFrom('monitor_baselines')
        .select('body')
        .where('subject', '=', subject)
        .where('version', '=', version)
        .executeTakeFirst();
      return row?.body;
    },
    async keepBaseline(subject, version, body) {
      await db
        .insertInto('monitor_baselines')
        .values({ subject, version, body })
        .onConflict((conflict) => conflict.columns(['subject', 'version']).doNothing())
        .execute();
    },
    keepWindows: (monitor, { windows, cursor }) =>
      db.transaction().execute(async (transaction) => {
        if (!(await moveOn(transaction, monitor, { cursor }))) return false;
        const rows = windows.map(({ start, end, version, nRows, body }) => ({
          ...{
            subject: monitor.subject,
            start_at: start,
            end_at: end,
            version,
            n_rows: nRows,
            body,
          },
        }));
        await insertRows(transaction, 'monitor_windows', { columns: WINDOW_COLUMNS, rows });
        return true;
      }),
    async windows(subject, span) {
      if (span.starts?.length === 0) return [];
      const rows = await spanOf(subject, span).selectAll().execute();
      return rows.map((row) => ({ ...toPlace(row), body: row.body }));
    },
    async places(subject, span) {
      if (span.starts?.length === 0) return [];
      const rows = await spanOf(subject, span)
        .select(['start_at', 'end_at', 'version', 'n_rows'])
        .execute();
      return rows.map(toPlace);
    },
    keepVerdict: (monitor, { verdict, state, raise, resolve }) =>
      db.transaction().execute(async (transaction) => {
        if (!(await moveOn(transaction, monitor, { state: JSON.stringify(state) }))) return false;
        const { start, end, version, nRows, status, findings } = verdict;
        await transaction
          .insertInto('monitor_verdicts')
          .values({
            ...{ subject: monitor.subject, start_at: start, end_at: end, version, n_rows: nRows },
            ...{ status, findings: JSON.stringify(findings) },
          })
          .execute();
        await tell(transaction, { raise, resolve });
        return true;
      }),
    keepState: (monitor, { state, ...alerts }) =>
      db.transaction().execute(async (transaction) => {
        if (!(await moveOn(transaction, monitor, { state: JSON.stringify(state) }))) return false;
        await tell(transaction, alerts);
        return true;
      }),
    async verdicts(subject, { from, to, limit }) {
      let query = db
        .selectFrom('monitor_verdicts')
        .selectAll()
        .where('subject', '=', subject)
        .orderBy('end_at', 'desc')
        .limit(limit);
      if (from !== undefined) query = query.where('end_at', '>', from);
      if (to !== undefined) query = query.where('end_at', '<=', to);
      return (await query.execute()).map(toVerdict).reverse();
    },
    async course(subject, limit) {
      const rows = await db
        .selectFrom('monitor_verdicts')
        .select(['start_at', 'end_at', 'version', 'n_rows', 'status'])
        .where('subject', '=', subject)
        .orderBy('end_at', 'desc')
        .limit(limit)
        .execute();
      return rows.map(withoutFindings).reverse();
    },
    forget: (subject, before) =>
      db.transaction().execute(async (transaction) => {
        await transaction
          .deleteFrom('monitor_verdicts')
          .where('subject', '=', subject)
          .where('end_at', '<', before)
          .execute();
        const { numDeletedRows } = await transaction
          .deleteFrom('monitor_windows')
          .where('subject', '=', subject)
          .where('start_at', '<', before)
          .where('end_at', '<', before)
          .executeTakeFirst();
        return Number(numDeletedRows);
      }),
  };
}

/** Changes a monitor that is as it was read. */
async function moveOn(
  transaction: Transaction<Schema>,
  { subject, revision }: Pick<MonitorRecord, 'subject' | 'revision'>,
  change: Partial<Pick<MonitorsTable, 'cursor' | 'state'>>,
): Promise<boolean> {
  const { numUpdatedRows } = await transaction
    .updateTable('monitors')
    .set({ ...change, revision: revision + 1 })
    .where('subject', '=', subject)
    .where('revision', '=', revision)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

function toRecord(row: MonitorsTable): MonitorRecord {
  const { subject, settings, cursor, state, revision, created_at } = row;
  return {
    ...{ subject: subject as Subject, cursor, revision, createdAt: created_at },
    settings: settings === null ? null : DatasetMonitorSettings.parse(JSON.parse(settings)),
    state: JSON.parse(state) as MonitorRecord['state'],
  };
}

function toPlace(row: Omit<MonitorWindowsTable, 'subject' | 'body'>): CountedPlace {
  const { start_at, end_at, version, n_rows } = row;
  return { start: start_at, end: end_at, version, nRows: Number(n_rows) };
}

function toVerdict(row: MonitorVerdictsTable): VerdictRecord {
  return {
    ...withoutFindings(row),
    findings: JSON.parse(row.findings) as VerdictRecord['findings'],
  };
}

function withoutFindings({
  start_at,
  end_at,
  version,
  n_rows,
  status,
}: Omit<MonitorVerdictsTable, 'subject' | 'findings'>): Omit<VerdictRecord, 'findings'> {
  return { start: start_at, end: end_at, version, nRows: Number(n_rows), status };
}
