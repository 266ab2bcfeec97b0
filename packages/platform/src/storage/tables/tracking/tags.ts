import type { Kysely } from 'kysely';
import type { Schema } from '../../schema.ts';
import { inChunks } from '../in-chunks.ts';
import type { TrackingTools } from './tools.ts';

type Tags = Readonly<Record<string, string | null>>;

/** Sets tags of runs, a later change of the same after an earlier one; those of null are taken away. */
export async function putRunTags(
  db: Kysely<Schema>,
  { keys }: TrackingTools,
  changes: readonly { readonly run: number; readonly tags?: Tags | undefined }[],
): Promise<void> {
  const names = new Set(changes.flatMap(({ tags = {} }) => Object.keys(tags)));
  if (names.size === 0) return;
  const kept = new Set(
    changes.flatMap(({ tags = {} }) => Object.keys(tags).filter((name) => tags[name] !== null)),
  );
  const keyOf = await keys.ensure(db, [...kept]);
  const found = await keys.find(
    db,
    [...names].filter((name) => !kept.has(name)),
  );
  const last = new Map<
    string,
    { readonly run: number; readonly key: number; readonly value: string | null }
  >();
  for (const { run, tags = {} } of changes)
    for (const [name, value] of Object.entries(tags)) {
      const key = kept.has(name) ? keyOf(name) : found.get(name);
      if (key !== undefined) last.set(`${run} ${key}`, { run, key, value });
    }
  const rows = [...last.values()].flatMap(({ value, ...place }) =>
    value === null ? [] : [{ ...place, value, position: null }],
  );
  await inChunks(rows, async (chunk) => {
    await db
      .insertInto('run_tags')
      .values(chunk)
      .onConflict((conflict) =>
        conflict
          .columns(['run', 'key'])
          .doUpdateSet(({ ref }) => ({ value: ref('excluded.value') })),
      )
      .execute();
    return [];
  });
  const gone = [...last.values()].filter(({ value }) => value === null);
  for (const [run, ofRun] of Map.groupBy(gone, (change) => change.run))
    await db
      .deleteFrom('run_tags')
      .where('run', '=', run)
      .where(
        'key',
        'in',
        ofRun.map(({ key }) => key),
      )
      .execute();
}

/** Sets tags of an experiment; those of null are taken away. */
export async function putExperimentTags(
  db: Kysely<Schema>,
  tools: TrackingTools,
  { experiment, tags }: { readonly experiment: number; readonly tags: Tags },
): Promise<void> {
  const { rows, gone } = await toChanges(db, tools, tags);
  await inChunks(rows, async (chunk) => {
    await db
      .insertInto('experiment_tags')
      .values(chunk.map((row) => ({ experiment, ...row })))
      .onConflict((conflict) =>
        conflict
          .columns(['experiment', 'key'])
          .doUpdateSet(({ ref }) => ({ value: ref('excluded.value') })),
      )
      .execute();
    return [];
  });
  if (gone.length > 0)
    await db
      .deleteFrom('experiment_tags')
      .where('experiment', '=', experiment)
      .where('key', 'in', gone)
      .execute();
}

/** Tags of each of these experiments; those without any are absent. */
export async function readExperimentTags(
  db: Kysely<Schema>,
  { keys }: TrackingTools,
  experiments: readonly number[],
): Promise<Map<number, Record<string, string>>> {
  const rows = await inChunks(experiments, (chunk) =>
    db
      .selectFrom('experiment_tags')
      .select(['experiment', 'key', 'value'])
      .where('experiment', 'in', chunk)
      .orderBy('experiment')
      .orderBy('key')
      .execute(),
  );
  const nameOf = await keys.names(db, new Set(rows.map(({ key }) => key)));
  return valuesBy(
    rows.map(({ experiment, key, value }) => ({ of: experiment, name: nameOf(key), value })),
  );
}

/** Values by name of each thing. */
export function valuesBy(
  rows: readonly { readonly of: number; readonly name: string; readonly value: string }[],
): Map<number, Record<string, string>> {
  const byThing = new Map<number, Record<string, string>>();
  for (const { of, name, value } of rows) {
    const values = byThing.get(of) ?? {};
    setOwn(values, name, value);
    byThing.set(of, values);
  }
  return byThing;
}

/** Sets a field whatever its name: `__proto__` is one that a client may choose. */
function setOwn(values: Record<string, string>, name: string, value: string): void {
  if (name === '__proto__')
    Object.defineProperty(values, name, {
      value,
      enumerable: true,
      configurable: true,
      writable: true,
    });
  else values[name] = value;
}

async function toChanges(db: Kysely<Schema>, { keys }: TrackingTools, tags: Tags) {
  const names = Object.keys(tags);
  const kept = names.filter((name) => tags[name] !== null);
  const keyOf = await keys.ensure(db, kept);
  const found = await keys.find(
    db,
    names.filter((name) => tags[name] === null),
  );
  return {
    rows: kept.map((name) => ({ key: keyOf(name), value: tags[name] as string })),
    gone: [...found.values()],
  };
}
