import type { Kysely } from 'kysely';
import type { ParamValue } from '../../runs/store.ts';
import type { Schema } from '../schema.ts';
import type { TableContext } from './context.ts';
import { inChunks } from './in-chunks.ts';

type Keys = Pick<TableContext, 'keys' | 'nextPosition'>;

/** Adds or replaces params of a run of ours, with the kind of each. */
export async function putParams(
  db: Kysely<Schema>,
  { keys, nextPosition }: Keys,
  { run, params }: { readonly run: number; readonly params: Readonly<Record<string, ParamValue>> },
): Promise<void> {
  const named = Object.entries(params);
  const keyOf = await keys.ensure(
    db,
    named.map(([name]) => name),
  );
  const rows = named.map(([name, value]) => ({
    run,
    key: keyOf(name),
    value: String(value),
    kind: toKind(value),
    position: nextPosition(),
  }));
  await inChunks(rows, async (chunk) => {
    await db
      .insertInto('run_params')
      .values(chunk)
      .onConflict((conflict) =>
        conflict
          .columns(['run', 'key'])
          .doUpdateSet(({ ref }) => ({ value: ref('excluded.value'), kind: ref('excluded.kind') })),
      )
      .execute();
    return [];
  });
}

/** Adds or replaces tags of a run of ours. */
export async function putTags(
  db: Kysely<Schema>,
  { keys, nextPosition }: Keys,
  { run, tags }: { readonly run: number; readonly tags: Readonly<Record<string, string>> },
): Promise<void> {
  const named = Object.entries(tags);
  const keyOf = await keys.ensure(
    db,
    named.map(([name]) => name),
  );
  const rows = named.map(([name, value]) => ({
    ...{ run, key: keyOf(name), value, position: nextPosition() },
  }));
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
}

/** What a param was before it became text. */
export function fromText(value: string, kind: 'number' | 'boolean' | null): ParamValue {
  if (kind === 'number') return Number(value);
  return kind === 'boolean' ? value === 'true' : value;
}

function toKind(value: ParamValue): 'number' | 'boolean' | null {
  return typeof value === 'number' ? 'number' : typeof value === 'boolean' ? 'boolean' : null;
}
