import { DatabaseSync } from 'node:sqlite';
import { asId, type ExperimentName } from '@kaizenml/contracts';
import { describe, expect, it } from 'vitest';
import { tempHome } from '../../testing/index.ts';
import { openSqliteStore } from '../index.ts';
import { olderDatabase } from '../testing/older-database.ts';

const FINDING = { code: 'TARGET_LEAK', severity: 'error', message: 'm', hint: 'h', details: {} };

/** A home as version 11 wrote it. */
async function olderHome(path: string): Promise<void> {
  const older = await olderDatabase(path, 11);
  older.exec(`
    insert into experiments values
      ('churn', '2026-01-02T00:00:00.000Z', 2, '2026-01-03T00:00:00.500Z'),
      ('Default', '2026-01-01T00:00:00.000Z', 1, '2026-01-04T00:00:00.000Z');
    insert into runs values
      ('01A', 'churn', 'first', 'stopped', '2026-01-02T00:00:00.000Z', '2026-01-02T00:00:01.000Z', 1073741824, 'h', null, 'e'),
      ('01B', 'churn', 'second', 'finished', '2026-01-03T00:00:00.500Z', null, 1073741824, 'h', null, null),
      ('01C', 'Default', 'third', 'failed', '2026-01-04T00:00:00.000Z', null, 1073741824, 'h', null, null);
    insert into run_params values
      ('01A', 'b', '1', '"it''s"'), ('01A', 'a', '2', '0.1'), ('01A', 'on', '3', 'true'), ('01B', 'a', '1', '-1e300');
    insert into run_tags values ('01A', 'by', '1', '"hand"');
    insert into run_metrics values ('01A', 'rmse', '2', 0.5, null, null), ('01A', 'auc', '1', 0.9, 0.8, 1.0);
    insert into run_steps values ('01A', 'read', '1', 'finished', '2026-01-02T00:00:00.000Z', 12.5);
    insert into run_findings values ('01A', '1', '${JSON.stringify(FINDING)}');
    insert into run_artifacts values ('01A', 'report.html', '1', 'abc', 123);
  `);
  older.close();
}

describe('the migration to tracking', () => {
  it('carries over everything that an older home holds', async () => {
    await using temp = await tempHome();
    const path = temp.home.databasePath;
    await olderHome(path);
    const store = await openSqliteStore(path, { tracking: 'in-process' });
    const churn = asId<ExperimentName>('churn');
    expect(await store.experiments.find(churn)).toEqual({
      name: 'churn',
      createdAt: '2026-01-02T00:00:00.000Z',
      nRuns: 2,
      lastRunAt: '2026-01-03T00:00:00.500Z',
    });
    const first = await store.runs.find('01A');
    expect(first).toEqual({
      id: '01A',
      experiment: 'churn',
      name: 'first',
      status: 'stopped',
      startedAt: '2026-01-02T00:00:00.000Z',
      endedAt: '2026-01-02T00:00:01.000Z',
      params: { b: "it's", a: 0.1, on: true },
      tags: { by: 'hand' },
      metrics: {
        auc: { value: 0.9, low: 0.8, high: 1 },
        rmse: { value: 0.5, low: null, high: null },
      },
      artifacts: [{ name: 'report.html', hash: 'abc', sizeBytes: 123 }],
      steps: [
        {
          name: 'read',
          status: 'finished',
          startedAt: '2026-01-02T00:00:00.000Z',
          durationMs: 12.5,
        },
      ],
      findings: [FINDING],
      error: 'e',
    });
    expect([Object.keys(first?.params ?? {}), Object.keys(first?.metrics ?? {})]).toEqual([
      ['b', 'a', 'on'],
      ['auc', 'rmse'],
    ]);
    expect((await store.runs.list({}, { limit: 9 })).items.map(({ id }) => id)).toEqual([
      '01C',
      '01B',
      '01A',
    ]);
    const atMs = Date.parse('2026-01-02');
    expect(await store.tracking.metrics.history('01A', 'auc', { limit: 5 })).toEqual({
      items: [{ key: 'auc', value: 0.9, atMs, step: 0 }],
    });
    const { items } = await store.tracking.experiments.search(
      { orders: [], lifecycle: 'all' },
      { limit: 9 },
    );
    expect(items.map(({ id, name }) => [id, name])).toEqual([
      ['1', 'churn'],
      ['0', 'Default'],
    ]);
    await store.close();
    const database = new DatabaseSync(path);
    expect(database.prepare('pragma foreign_key_check').all()).toEqual([]);
    expect(database.prepare("select name from sqlite_master where name like 'old%'").all()).toEqual(
      [],
    );
    database.close();
  });

  it('makes Default in a home that is new, as old as the home', async () => {
    await using temp = await tempHome();
    const clock = { now: () => 86_400_000 };
    const store = await openSqliteStore(temp.home.databasePath, { clock, tracking: 'in-process' });
    expect(await store.tracking.experiments.find('0')).toEqual({
      id: '0',
      name: 'Default',
      artifactLocation: 'mlflow-artifacts:/0',
      lifecycle: 'active',
      createdAtMs: 86_400_000,
      changedAtMs: 86_400_000,
      tags: {},
    });
    await store.close();
  });
});
