import { invariant } from '@kaizenml/contracts';
import type { Kysely } from 'kysely';
import type { Schema } from '../../schema.ts';
import { inChunks } from '../in-chunks.ts';

const MAX_REMEMBERED = 100_000;

/** Gives names of metrics, params and tags their numbers. */
export interface KeyNumbers {
  /** Numbers of those names that are there. */
  find(db: Kysely<Schema>, names: readonly string[]): Promise<ReadonlyMap<string, number>>;
  /** Numbers of all names; what is new is added. */
  ensure(db: Kysely<Schema>, names: readonly string[]): Promise<(name: string) => number>;
  /** Names of numbers, each of which somebody was given. */
  names(db: Kysely<Schema>, numbers: ReadonlySet<number>): Promise<(number: number) => string>;
}

/**
 * Numbers of names, of which it remembers some.
 *
 * What a transaction added is remembered by those after it alone, since it may be undone. Names are never taken away.
 */
export function createKeyNumbers(): KeyNumbers {
  const known = new Map<string, number>();
  const nameOf = new Map<number, string>();
  const addedBy = new WeakMap<Kysely<Schema>, Set<string>>();
  const find: KeyNumbers['find'] = async (db, names) => {
    const numbers = new Map<string, number>();
    const unknown: string[] = [];
    for (const name of names) {
      const number = known.get(name);
      if (number === undefined) unknown.push(name);
      else numbers.set(name, number);
    }
    if (unknown.length === 0) return numbers;
    if (known.size > MAX_REMEMBERED) known.clear();
    for (const { name, number } of await select(db, unknown)) {
      if (addedBy.get(db)?.has(name) !== true) known.set(name, number);
      numbers.set(name, number);
    }
    return numbers;
  };
  return {
    find,
    async ensure(db, names) {
      const found = await find(db, names);
      const missing = [...new Set(names.filter((name) => !found.has(name)))].sort();
      const added = new Map<string, number>();
      if (missing.length > 0) {
        const mine = addedBy.get(db) ?? new Set();
        addedBy.set(db, mine);
        for (const name of missing) mine.add(name);
        await insert(db, missing);
        for (const { name, number } of await select(db, missing)) added.set(name, number);
      }
      return (name) => {
        const number = found.get(name) ?? added.get(name);
        invariant(number !== undefined, `the name "${name}" has a number`);
        return number;
      };
    },
    async names(db, numbers) {
      const unknown = [...numbers].filter((number) => !nameOf.has(number));
      const read = new Map<number, string>();
      for (const { name, number } of await selectNames(db, unknown)) read.set(number, name);
      const given = (number: number) => {
        const name = nameOf.get(number) ?? read.get(number);
        invariant(name !== undefined, `the number ${number} has a name`);
        return name;
      };
      if (read.size === 0) return given;
      if (nameOf.size > MAX_REMEMBERED) return given;
      for (const [number, name] of read)
        if (addedBy.get(db)?.has(name) !== true) nameOf.set(number, name);
      return given;
    },
  };
}

async function selectNames(
  db: Kysely<Schema>,
  numbers: readonly number[],
): Promise<{ readonly name: string; readonly number: number }[]> {
  return inChunks(numbers, (chunk) =>
    db.selectFrom('keys').select(['name', 'number']).where('number', 'in', chunk).execute(),
  );
}

async function select(
  db: Kysely<Schema>,
  names: readonly string[],
): Promise<{ readonly name: string; readonly number: number }[]> {
  return inChunks(names, (chunk) =>
    db.selectFrom('keys').select(['name', 'number']).where('name', 'in', chunk).execute(),
  );
}

/** In the order of names, so that two transactions never wait for each other. */
async function insert(db: Kysely<Schema>, names: readonly string[]): Promise<void> {
  await inChunks(names, async (chunk) => {
    await db
      .insertInto('keys')
      .values(chunk.map((name) => ({ name })))
      .onConflict((conflict) => conflict.column('name').doNothing())
      .execute();
    return [];
  });
}
