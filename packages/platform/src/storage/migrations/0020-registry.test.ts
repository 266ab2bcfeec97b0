import { DatabaseSync } from 'node:sqlite';
import { asId, type ModelName } from '@kaizenml/contracts';
import { describe, expect, it } from 'vitest';
import { tempHome } from '../../testing/index.ts';
import { openSqliteStore } from '../index.ts';
import { olderDatabase } from '../testing/older-database.ts';

/** A home as the version before wrote it: two models, of which one has a champion that is not the newest. */
async function olderHome(path: string): Promise<void> {
  const older = await olderDatabase(path, 11);
  older.exec(`
    insert into models (name, task, target, latest_version, updated_at) values
      ('churn', 'binary', 'churned', 3, '2026-01-03T00:00:00.000Z'),
      ('price', 'regression', 'price', 1, '2026-01-04T00:00:00.000Z');
    insert into model_versions (name, version, estimator, run_id, artifact, metrics, created_at) values
      ('churn', 1, 'tree', '01A', 'aa', '{"auc":{"value":0.8}}', '2026-01-01T00:00:00.000Z'),
      ('churn', 2, 'tree', '01B', 'bb', '{}', '2026-01-02T00:00:00.000Z'),
      ('churn', 3, 'linear', '01C', 'cc', '{}', '2026-01-03T00:00:00.000Z'),
      ('price', 1, 'ridge', '01D', 'dd', '{}', '2026-01-04T00:00:00.000Z');
    insert into model_aliases (name, alias, version) values ('churn', 'champion', 2), ('churn', 'old', 1);
  `);
  older.close();
}

describe('the migration to the registry', () => {
  it('carries over models, versions and aliases, and they follow a new name', async () => {
    await using temp = await tempHome();
    const path = temp.home.databasePath;
    await olderHome(path);
    const store = await openSqliteStore(path);
    const churn = asId<ModelName>('churn');
    expect(await store.models.find(churn)).toEqual({
      ...{ name: 'churn', task: 'binary', target: 'churned', latestVersion: 3 },
      ...{ aliases: { champion: 2, old: 1 }, updatedAt: '2026-01-03T00:00:00.000Z' },
    });
    expect(await store.models.findVersion(churn, 1)).toMatchObject({
      ...{ estimator: 'tree', runId: '01A', artifact: 'aa', metrics: { auc: { value: 0.8 } } },
      ...{ aliases: ['old'], createdAt: '2026-01-01T00:00:00.000Z' },
    });
    expect(await store.registry.findVersion({ name: churn, version: 2 })).toMatchObject({
      ...{ stage: 'None', status: 'ready', source: null, tags: {}, aliases: ['champion'] },
    });
    const to = asId<ModelName>('leave');
    await store.registry.renameModel(churn, { to, reason: { by: 'person' } });
    expect((await store.models.find(to))?.aliases).toEqual({ champion: 2, old: 1 });
    expect((await store.models.versions(to)).map(({ version }) => version).sort()).toEqual([
      1, 2, 3,
    ]);
    await store.close();
    const database = new DatabaseSync(path);
    expect(database.prepare('pragma foreign_key_check').all()).toEqual([]);
    expect(database.prepare('pragma integrity_check').get()).toEqual({ integrity_check: 'ok' });
    database.close();
  });
});
