import type { ArtifactHash, DatasetStatistics } from '@kaizenml/contracts';
import type { ArtifactStore } from '../../artifacts/store.ts';
import { type Clock, instant, sha256, systemClock } from '../../kit/index.ts';
import type { Store } from '../../storage/store.ts';
import { loadVersion } from '../load-version.ts';
import type { DatasetVersionRecord } from '../store.ts';
import { tableFiles } from '../versions/table-files.ts';
import { type ScanOptions, scanStatistics } from './scan-statistics.ts';

/** Says how statistics are made; a change of the rule makes all of them again. */
const RULE = 'kaizen-statistics-1';

/** What statistics of versions are made and kept with. */
export interface StatisticsDeps {
  readonly store: Pick<Store, 'datasets' | 'stepCache'>;
  readonly artifacts: ArtifactStore;
  /** Absolute path of the home. */
  readonly home: string;
  /** Default: the clock of the system. */
  readonly clock?: Clock;
}

/**
 * Statistics of a stored version. They are kept by the hash of its content, so that the second call costs nothing.
 *
 * @param options.tempPath Folder that the caller removes.
 * @throws ARTIFACT_NOT_FOUND, ARTIFACT_DAMAGED, DISK_FULL
 */
export async function versionStatistics(
  deps: StatisticsDeps,
  record: DatasetVersionRecord,
  options: ScanOptions & { readonly tempPath: string },
): Promise<DatasetStatistics> {
  const { artifacts, store, clock = systemClock } = deps;
  const kept = await keptStatistics(deps, record, options);
  if (kept !== undefined) return kept;
  const key = keyOf(record, options);
  const startedAt = clock.now();
  await assertWhole(deps, record);
  const { files, columns } = await tableFiles(deps, record, options);
  const { statistics } = await scanStatistics({ files, columns }, options);
  const { hash: output } = await artifacts.putFile(JSON.stringify(statistics));
  const finishedAt = instant(clock);
  const durationMs = clock.now() - startedAt;
  await store.stepCache.put({ key, step: 'statistics', output, finishedAt, durationMs });
  return statistics;
}

type Asked = Pick<ScanOptions, 'target' | 'withAssociations'>;

function keyOf(
  { hash, columns: kinds }: DatasetVersionRecord,
  { target, withAssociations = false }: Asked,
): string {
  return sha256(JSON.stringify({ rule: RULE, hash, kinds, target, withAssociations }));
}

/** What was kept for this question, or for the one that asks for associations, too. */
async function keptStatistics(
  { artifacts, store }: StatisticsDeps,
  record: DatasetVersionRecord,
  asked: Asked,
): Promise<DatasetStatistics | undefined> {
  const { withAssociations = false } = asked;
  const questions = withAssociations ? [asked] : [asked, { withAssociations: true }];
  for (const question of questions) {
    const kept = await store.stepCache.find(keyOf(record, question));
    if (kept === undefined || !(await isWhole(artifacts, kept.output))) continue;
    const text = new TextDecoder().decode(await artifacts.read(kept.output));
    const { associations, nAssociatedRows, ...plain }: DatasetStatistics = JSON.parse(text);
    return withAssociations ? { ...plain, associations, nAssociatedRows } : plain;
  }
  return undefined;
}

async function isWhole(artifacts: ArtifactStore, hash: ArtifactHash): Promise<boolean> {
  const path = await artifacts.pathOf(hash).catch(() => undefined);
  return path !== undefined && (await artifacts.verify(hash));
}

/** Loading says what is wrong with the artifact of a version. */
async function assertWhole(deps: StatisticsDeps, record: DatasetVersionRecord): Promise<void> {
  const path = await deps.artifacts.pathOf(record.artifact).catch(() => undefined);
  if (path !== undefined && !(await deps.artifacts.verify(record.artifact)))
    await loadVersion(deps, record);
}
