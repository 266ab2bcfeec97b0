import { sql, type Transaction } from 'kysely';
import type {
  PerformancePlace,
  PerformanceRecord,
  PerformanceSpan,
  PerformanceStore,
  PerformanceVerdict,
} from '../../monitors/performance/store.ts';
import type { Subject } from '../../monitors/store.ts';
import type {
  MonitorPerformanceStatesTable,
  MonitorPerformanceTable,
  MonitorPerformanceVerdictsTable,
  Schema,
} from '../schema.ts';
import { raiseWithin, resolveAllWithin } from './alerts.ts';
import type { TableContext } from './context.ts';
import { insertRows } from './insert-rows.ts';

const KEY = ['subject', 'start_at', 'version'] as const;
const VERDICT_COLUMNS = [
  ...KEY,
  ...(['end_at', 'basis', 'n_rows', 'status', 'findings'] as const),
] as const;
const COUNTS = ['end_at', 'n_rows', 'n_labelled', 'n_requests', 'n_rewarded'] as const;

/** The performance of monitors in tables. */
export function performanceTable({ db, ...tools }: TableContext): PerformanceStore {
  const spanOf = (subject: Subject, { from, to, version, known }: PerformanceSpan) => {
    let query = db
      .selectFrom('monitor_performance')
      .where('subject', '=', subject)
      .orderBy('start_at')
      .orderBy('version');
    if (from !== undefined) query = query.where('start_at', '>=', from);
    // A window begins before it ends: so the key leads to those of the span alone.
    if (to !== undefined) query = query.where('start_at', '<=', to).where('end_at', '<=', to);
    if (known !== undefined) {
      const column = known.of === 'labels' ? 'n_labelled' : 'n_rewarded';
      query = query.where((eb) => eb.or([eb(column, '>', 0), eb('end_at', '>', known.orAfter)]));
    }
    return version === undefined ? query : query.where('version', '=', version);
  };
  return {
    ensure: (subject, state) =>
      db.transaction().execute(async (transaction) => {
        await transaction
          .insertInto('monitor_performance_states')
          .values({ subject, state: JSON.stringify(state), revision: 0 })
          .onConflict((conflict) => conflict.column('subject').doNothing())
          .execute();
        const row = await transaction
          .selectFrom('monitor_performance_states')
          .selectAll()
          .where('subject', '=', subject)
          .executeTakeFirstOrThrow();
        return toRecord(row);
      }),
    async find(subject) {
      const row = await db
        .selectFrom('monitor_performance_states')
        .selectAll()
        .where('subject', '=', subject)
        .executeTakeFirst();
      return row && toRecord(row);
    },
    keepWindows: (record, { windows, state }) =>
      db.transaction().execute(async (transaction) => {
        if (!(await moveOn(transaction, record, state))) return false;
        const rows = windows.map(({ start, end, version, body, ...counted }) => ({
          ...{ subject: record.subject, start_at: start, end_at: end, version, body },
          ...{ n_rows: counted.nRows, n_labelled: counted.nLabelled },
          ...{ n_requests: counted.nRequests, n_rewarded: counted.nRewarded },
        }));
        await insertRows(transaction, 'monitor_performance', {
          ...{ columns: [...KEY, ...COUNTS, 'body'], rows },
          onConflict: { of: KEY, update: [...COUNTS, 'body'] },
        });
        return true;
      }),
    async places(subject, span) {
      const rows = await spanOf(subject, span)
        .select([...KEY, ...COUNTS])
        .execute();
      return rows.map(toPlace);
    },
    async windows(subject, span) {
      const rows = await spanOf(subject, span).selectAll().execute();
      return rows.map((row) => ({ ...toPlace(row), body: row.body }));
    },
    keepVerdicts: (record, verdicts) =>
      db.transaction().execute(async (transaction) => {
        const last = verdicts.at(-1);
        if (last === undefined || !(await moveOn(transaction, record, last.state))) return false;
        const rows = verdicts.map(({ verdict: { start, end, findings, nRows, ...verdict } }) => ({
          ...{ ...verdict, subject: record.subject, start_at: start, end_at: end },
          ...{ n_rows: nRows, findings: JSON.stringify(findings) },
        }));
        const columns = VERDICT_COLUMNS;
        await insertRows(transaction, 'monitor_performance_verdicts', { columns, rows });
        for (const { raise, resolve } of verdicts) {
          await resolveAllWithin(transaction, tools, resolve);
          for (const alert of raise) await raiseWithin(transaction, tools, alert);
        }
        return true;
      }),
    async verdicts(subject, { basis, from, to, limit }) {
      let query = db
        .selectFrom('monitor_performance_verdicts')
        .selectAll()
        .where('subject', '=', subject)
        .orderBy('end_at', 'desc')
        .orderBy('basis', 'desc')
        .limit(limit);
      if (basis !== undefined) query = query.where('basis', '=', basis);
      if (from !== undefined) query = query.where('end_at', '>', from);
      if (to !== undefined) query = query.where('end_at', '<=', to);
      return (await query.execute()).map(toVerdict).reverse();
    },
    forget: (subject, before) =>
      db.transaction().execute(async (transaction) => {
        for (const table of ['monitor_performance', 'monitor_performance_verdicts'] as const)
          await sql`delete from ${sql.table(table)} where subject = ${subject} and start_at < ${before} and end_at < ${before}`.execute(
            transaction,
          );
      }),
  };
}

/** Changes a subject that is as it was read. */
async function moveOn(
  transaction: Transaction<Schema>,
  { subject, revision }: Pick<PerformanceRecord, 'subject' | 'revision'>,
  state: PerformanceRecord['state'],
): Promise<boolean> {
  const { numUpdatedRows } = await transaction
    .updateTable('monitor_performance_states')
    .set({ state: JSON.stringify(state), revision: revision + 1 })
    .where('subject', '=', subject)
    .where('revision', '=', revision)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}

function toRecord({ subject, state, revision }: MonitorPerformanceStatesTable): PerformanceRecord {
  return {
    ...{ subject: subject as Subject, revision },
    state: JSON.parse(state) as PerformanceRecord['state'],
  };
}

function toPlace(row: Omit<MonitorPerformanceTable, 'body'>): PerformancePlace {
  return {
    ...{ start: row.start_at, end: row.end_at, version: row.version },
    ...{ nRows: Number(row.n_rows), nLabelled: Number(row.n_labelled) },
    ...{ nRequests: Number(row.n_requests), nRewarded: Number(row.n_rewarded) },
  };
}

function toVerdict(row: MonitorPerformanceVerdictsTable): PerformanceVerdict {
  const { basis, start_at, end_at, version, n_rows, status, findings } = row;
  return {
    ...{ basis, start: start_at, end: end_at, version, nRows: Number(n_rows), status },
    findings: JSON.parse(findings) as PerformanceVerdict['findings'],
  };
}
