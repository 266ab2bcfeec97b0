import { DatabaseSync } from 'node:sqlite';
import { asId, type ModelName } from '@kaizenml/contracts';
import { describe, expect, it } from 'vitest';
import { openSqliteStore } from '../storage/index.ts';
import { tempHome } from '../testing/index.ts';
import { type AuditHead, hashOfEntry, type TrailReport, verifyTrail } from './index.ts';

const NAME = asId<ModelName>('churn');
const WHY = { by: 'person', who: 'ada' } as const;
const N = 12;

/** A trail of twelve entries that somebody with the file in hand tampers with. */
async function tampered(
  statements: (hashes: readonly string[]) => readonly string[],
  kept?: AuditHead,
): Promise<TrailReport> {
  await using temp = await tempHome();
  const path = temp.home.databasePath;
  const clock = { now: () => 1e12 };
  const store = await openSqliteStore(path, { clock });
  await store.registry.createModel({ name: NAME }, WHY);
  for (let i = 1; i < N; i++)
    await store.registry.describeModel(NAME, { description: `text ${i}`, reason: WHY });
  const entries = await store.audit.read({ after: 0, limit: 99 });
  const database = new DatabaseSync(path);
  for (const statement of statements(entries.map(({ hash }) => hash))) database.exec(statement);
  database.close();
  const report = await verifyTrail(store.audit, { kept });
  await store.close();
  return report;
}

const placesOf = ({ problems }: TrailReport) => problems.map(({ seq, kind }) => `${kind} ${seq}`);

describe('verifyTrail', () => {
  it('finds nothing in a trail that nobody touched', async () => {
    const report = await tampered(() => []);
    expect(report).toMatchObject({ nEntries: N, problems: [], head: { seq: N } });
  });

  it('names an entry of which any part was changed', async () => {
    const columns = ['at', 'action', 'name', 'part', 'from_value', 'to_value'];
    const report = await tampered(() =>
      [...columns, 'by', 'source', 'who', 'why'].map(
        (column, i) => `update audit_entries set "${column}" = 'x' where seq = ${i + 2}`,
      ),
    );
    expect(placesOf(report)).toEqual(Array.from({ length: 10 }, (_, i) => `changed ${i + 2}`));
    expect(report.problems[0]?.message).toBe(
      'Entry 2 does not have the hash that was written with it.',
    );
  });

  it('names entries that were removed: in the middle, at the start and at the end', async () => {
    const without = (where: string) => tampered(() => [`delete from audit_entries where ${where}`]);
    expect(placesOf(await without('seq in (3, 4)'))).toEqual(['removed 3']);
    expect((await without('seq in (3, 4)')).problems[0]?.message).toBe(
      'Entries 3 to 4 were removed.',
    );
    expect(placesOf(await without('seq = 1'))).toEqual(['removed 1']);
    expect(placesOf(await without('seq = 12'))).toEqual(['removed 12']);
  });

  it('names entries that changed places', async () => {
    const report = await tampered(() => [
      'update audit_entries set seq = 99 where seq = 2',
      'update audit_entries set seq = 2 where seq = 4',
      'update audit_entries set seq = 4 where seq = 99',
    ]);
    expect(placesOf(report)).toEqual([...['changed 2', 'unlinked 3', 'changed 4', 'unlinked 5']]);
  });

  it('names the entry after one that was written anew with a hash of its own', async () => {
    const forged = {
      ...{ seq: 3, at: '2001-09-09T01:46:40.000Z', action: 'model.describe', name: 'churn' },
      ...{ part: '', from: '"text 1"', to: '"forged"', by: 'person', source: null, who: 'ada' },
    };
    const report = await tampered(([, previous = '']) => {
      const hash = hashOfEntry({ ...forged, why: null, previous });
      return [`update audit_entries set to_value = '"forged"', hash = '${hash}' where seq = 3`];
    });
    expect(placesOf(report)).toEqual(['unlinked 4']);
  });

  it('notices with a head that was kept elsewhere that the end was cut off, head and all', async () => {
    const cut = (hashes: readonly string[]) => [
      'delete from audit_entries where seq > 4',
      `update audit_head set seq = 4, hash = '${hashes[3]}'`,
    ];
    expect(placesOf(await tampered(cut))).toEqual([]);
    expect(placesOf(await tampered(cut, { seq: 12, hash: '0'.repeat(64) }))).toEqual(['removed 5']);
    expect(placesOf(await tampered(() => [], { seq: 4, hash: '0'.repeat(64) }))).toEqual([
      'changed 4',
    ]);
  });
});
