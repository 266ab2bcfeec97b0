import { hostname } from 'node:os';
import { type ArtifactHash, asId } from '@kaizenml/contracts';
import type { Kysely } from 'kysely';
import type {
  FreedArtifact,
  ReleasedArtifact,
  ReleasedArtifactStore,
} from '../../artifacts/released/store.ts';
import { instant } from '../../kit/index.ts';
import type { ReleasedArtifactsTable, Schema } from '../schema.ts';
import { alone } from './alone.ts';
import { holdersOf } from './artifact-holders.ts';
import type { TableContext } from './context.ts';
import { inChunks } from './in-chunks.ts';
import { recordChange } from './record-change.ts';
import { goneReader } from './run-process.ts';
import { snapshot } from './snapshot.ts';

/** Nobody can be asked whether a run on another machine still works: its temporary files go after this time too. */
const FOREIGN_MAX_AGE_MS = 7 * 24 * 3600 * 1000;

/** What let artifacts go. */
export type Release = Pick<ReleasedArtifactsTable, 'name' | 'at'> & {
  readonly part?: string;
  readonly who?: string | null | undefined;
  readonly why?: string | null | undefined;
};

/** Marks artifacts that a deletion let go, in its transaction. Whether others hold them shows when they are settled. */
export async function releaseArtifacts(
  transaction: Kysely<Schema>,
  hashes: readonly (string | null)[],
  { name, part = '', at, who = null, why = null }: Release,
): Promise<void> {
  const marked = [...new Set(hashes.filter((hash) => hash !== null))];
  const columns = { name, part, at, who, why };
  await inChunks(
    marked.map((hash) => ({ hash, ...columns })),
    async (rows) => {
      await transaction
        .insertInto('released_artifacts')
        .values(rows)
        .onConflict((conflict) => conflict.column('hash').doUpdateSet(columns))
        .execute();
      return [];
    },
  );
}

/** Artifacts that were let go, in a table. */
export function releasedArtifactTable({ db, clock }: TableContext): ReleasedArtifactStore {
  return {
    holdersOf: (hashes, without) =>
      snapshot(db, (transaction) => holdersOf(transaction, hashes, without)),
    async marked() {
      const rows = await db.selectFrom('released_artifacts').select('hash').execute();
      return rows.map(({ hash }) => asId<ArtifactHash>(hash));
    },
    underWay: () => runsUnderWay(db, clock.now()),
    settle: ({ only, take }) =>
      alone(db, async (transaction) => {
        const rows = (
          await transaction
            .selectFrom('released_artifacts')
            .selectAll()
            .orderBy('at')
            .orderBy('hash')
            .execute()
        ).filter(({ hash }) => only === undefined || only.includes(asId<ArtifactHash>(hash)));
        const left = new Map(await holdersOf(transaction, rows.map(hashOf)));
        await forget(transaction, [...left.keys()]);
        const unheld = rows.filter((row) => !left.has(hashOf(row)));
        const underWay = unheld.length === 0 ? [] : await runsUnderWay(transaction, clock.now());
        if (underWay.length > 0) {
          for (const row of unheld) left.set(hashOf(row), underWay);
          return { freed: [], left };
        }
        const freed = await take(unheld.map(toReleased));
        await forget(transaction, unheld.map(hashOf));
        await record(transaction, { at: instant(clock), rows: unheld, freed });
        return { freed, left };
      }),
  };
}

/** One entry of the trail for each deletion that let artifacts go which left the disk. */
async function record(
  transaction: Kysely<Schema>,
  {
    at,
    rows,
    freed,
  }: {
    readonly at: string;
    readonly rows: readonly ReleasedArtifactsTable[];
    readonly freed: readonly FreedArtifact[];
  },
): Promise<void> {
  const sizes = new Map(freed.map(({ hash, ...size }) => [hash, size]));
  for (const ofOne of Map.groupBy(rows, ({ name, part }) => `${name}${part}`).values()) {
    const artifacts = ofOne.flatMap((row) => {
      const size = sizes.get(hashOf(row));
      return size === undefined ? [] : [{ hash: row.hash, ...size }];
    });
    const [{ name, part, who, why }] = ofOne as [ReleasedArtifactsTable];
    if (artifacts.length === 0) continue;
    await recordChange(transaction, {
      at,
      change: {
        ...{ action: 'artifacts.remove', name, by: 'person', who, why, from: artifacts },
        ...(part === '' ? {} : { part: part as `/${number}` }),
      },
    });
  }
}

async function forget(transaction: Kysely<Schema>, hashes: readonly string[]): Promise<void> {
  await inChunks(hashes, async (some) => {
    await transaction.deleteFrom('released_artifacts').where('hash', 'in', some).execute();
    return [];
  });
}

/** Runs of ours that work now, as holders are told; on another machine: those of the last week that say so. */
async function runsUnderWay(
  transaction: Kysely<Schema>,
  nowMs: number,
): Promise<readonly string[]> {
  const rows = await transaction
    .selectFrom('runs')
    .select(['id', 'pid', 'host', 'process_mark', 'started_at'])
    .where('status', '=', 'running')
    .where('pid', 'is not', null)
    .orderBy('id')
    .execute();
  const isGone = goneReader();
  const isForgotten = ({ host, started_at: startedAt }: (typeof rows)[number]) =>
    host !== hostname() && nowMs - startedAt > FOREIGN_MAX_AGE_MS;
  return rows
    .filter((row) => !isGone(row) && !isForgotten(row))
    .map(({ id }) => `run ${id} is under way`);
}

function hashOf({ hash }: ReleasedArtifactsTable): ArtifactHash {
  return asId<ArtifactHash>(hash);
}

function toReleased({ hash, name, part }: ReleasedArtifactsTable): ReleasedArtifact {
  return { hash: asId(hash), name, part };
}
