import { type DataSchema, type SchemaChange, showValue } from '@kaizenml/contracts';
import { sayValues } from '../checks/sentences.ts';

/** A place in which two schemas differ, with a sentence. */
export interface SchemaDifference extends SchemaChange {
  readonly says: string;
}

/** In what two schemas differ, in the order of the first; their histories aside. */
export function diffSchemas(a: DataSchema, b: DataSchema): SchemaDifference[] {
  const { history: _a, columns: columnsA, ...restA } = a;
  const { history: _b, columns: columnsB, ...restB } = b;
  return [...diff(restA, restB, []), ...diff(columnsA, columnsB, ['columns'])];
}

/** How deep places are told apart: whole columns that come and go, constraints of those that stay. */
function diff(from: unknown, to: unknown, path: readonly string[]): SchemaDifference[] {
  if (JSON.stringify(from) === JSON.stringify(to)) return [];
  if (!isObject(from) || !isObject(to)) return [{ path, from, to, says: say({ path, from, to }) }];
  const keys = [...new Set([...Object.keys(from), ...Object.keys(to)])];
  return keys.flatMap((key) => diff(entryOf(from, key), entryOf(to, key), [...path, key]));
}

function entryOf(node: Readonly<Record<string, unknown>>, key: string): unknown {
  return Object.hasOwn(node, key) ? node[key] : undefined;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function say({ path, from, to }: SchemaChange): string {
  const [first, name, ...rest] = path;
  if (first !== 'columns' || name === undefined)
    return sayChange(`\`${path.join('.')}\``, from, to);
  if (rest.length > 0) return sayChange(`\`${rest.join('.')}\` of column "${name}"`, from, to);
  const type = (column: unknown): string =>
    isObject(column) && typeof column.type === 'string' ? ` of type ${column.type}` : '';
  return from === undefined
    ? `Column "${name}"${type(to)} is new.`
    : `Column "${name}"${type(from)} is gone.`;
}

function sayChange(what: string, from: unknown, to: unknown): string {
  if (isTexts(from) && isTexts(to)) {
    const added = to.filter((value) => !from.includes(value));
    const gone = from.filter((value) => !to.includes(value));
    const parts = [
      ...(added.length > 0 ? [`has ${sayValues(added)} now`] : []),
      ...(gone.length > 0 ? [`no longer has ${sayValues(gone)}`] : []),
    ];
    return `${what} ${parts.length > 0 ? parts.join(' and ') : 'is in another order'}.`;
  }
  if (from === undefined) return `${what} is now ${showValue(to)}.`;
  if (to === undefined) return `${what} is gone; it was ${showValue(from)}.`;
  return `${what} is now ${showValue(to)}; it was ${showValue(from)}.`;
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((entry) => typeof entry === 'string');
}
