import { randomBytes } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Table } from '@kaizenml/ml/table';
import { datasetNode, hashTable, recordDerivation, writeParquet } from '../../datasets/index.ts';
import { tempOwner, toWriteError } from '../../kit/index.ts';
import { version } from '../../version.ts';
import { type TableDeps, whoRetrains } from '../deps.ts';
import type { Gathered, GatheredTable, RetrainingRecord } from '../store.ts';

/** Stores a table as a file, before it is a version of anything. @throws DISK_FULL, HOME_NOT_WRITABLE */
export async function storeGathered(
  { artifacts, home }: Pick<TableDeps, 'artifacts' | 'home'>,
  name: string,
  table: Table,
): Promise<GatheredTable> {
  const folder = join(home, 'tmp');
  const path = join(folder, `${tempOwner()}-${randomBytes(6).toString('hex')}.parquet`);
  await mkdir(folder, { recursive: true, mode: 0o700 }).catch((thrown: unknown) => {
    throw toWriteError(thrown, folder);
  });
  try {
    await writeParquet(path, table);
    const { hash: artifact } = await artifacts.adoptFile(path);
    const columns = table.columns.map(({ name: column, kind }) => ({ name: column, kind }));
    return { name, hash: hashTable(table), artifact, nRows: table.nRows, columns };
  } finally {
    await rm(path, { force: true });
  }
}

/** Makes versions of stored tables, and draws what they were made of. Doing it again finds it done. */
export async function keepGathered(
  { store, artifacts }: TableDeps,
  { id, endpoint, asked }: RetrainingRecord,
  { history, newest, gatheredAt }: Gathered,
): Promise<{ readonly history: string | undefined; readonly newest: string }> {
  const keep = async (table: GatheredTable): Promise<string> => {
    const versions = await store.datasets.versions(table.name);
    const source = `retraining ${id}`;
    const known = versions.find((each) => each.source === source && each.hash === table.hash);
    const record = known ?? (await store.datasets.add({ ...table, source })).record;
    return `${record.name}@${record.version}`;
  };
  const kept = { history: history && (await keep(history)), newest: await keep(newest) };
  const champion = await store.models.findVersion(endpoint, asked.champion);
  const edges = await store.lineage.around(`run:${champion?.runId}`);
  const learned = edges.filter(
    ({ role, to }) => role === 'trained-on' && to === `run:${champion?.runId}`,
  );
  await recordDerivation(
    { lineage: store.lineage, artifacts },
    {
      command: 'retrainings.start',
      parameters: { endpoint, retraining: id, ...asked },
      ...{ by: whoRetrains(id), kit: version, at: gatheredAt },
    },
    {
      from: learned.map(({ from }) => from),
      to: [history, newest].flatMap((table) => (table ? [datasetNode(table.hash)] : [])),
    },
  );
  return kept;
}
