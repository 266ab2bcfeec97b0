import {
  AppError,
  type DataSchema,
  type SchemaChange,
  type SchemaPatch,
} from '@kaizenml/contracts';

type Node = Readonly<Record<string, unknown>>;

/**
 * The schema after a patch; the given one stays as it is. An object that loses its last entry goes with it.
 *
 * @throws ARGUMENT_INVALID when the schema no longer says what the patch was made for.
 */
export function applyPatch(schema: DataSchema, { changes }: SchemaPatch): DataSchema {
  return changes.reduce<Node>(
    (changed, change) => {
      assertUnchanged(changed, change);
      return withChange(changed, change.path, change.to) ?? {};
    },
    schema as unknown as Node,
  ) as unknown as DataSchema;
}

/** Whether a schema still says what a patch was made for, at every place that it changes. */
export function fitsSchema(schema: DataSchema, { changes }: SchemaPatch): boolean {
  let changed: Node | undefined = schema as unknown as Node;
  for (const { path, from, to } of changes) {
    if (!says(changed, path, from)) return false;
    changed = withChange(changed, path, to) ?? {};
  }
  return true;
}

/** What a schema says at a place; undefined where it says nothing. */
export function valueAt(schema: DataSchema, path: readonly string[]): unknown {
  return path.reduce<unknown>(
    (node, key) =>
      typeof node === 'object' && node !== null && Object.hasOwn(node, key)
        ? (node as Node)[key]
        : undefined,
    schema,
  );
}

function says(schema: Node, path: readonly string[], value: unknown): boolean {
  const found = valueAt(schema as unknown as DataSchema, path);
  return JSON.stringify(found) === JSON.stringify(value);
}

function assertUnchanged(schema: Node, { path, from }: SchemaChange): void {
  if (says(schema, path, from)) return;
  const found = valueAt(schema as unknown as DataSchema, path);
  throw new AppError('ARGUMENT_INVALID', {
    message: `The schema must say at "${path.join('.')}" what the patch was made for, got another value: it has changed since.`,
    hint: 'Validate the data again and decide on the new patches.',
    details: { path, from, found },
  });
}

function withChange(node: Node, [key, ...rest]: readonly string[], to: unknown): Node | undefined {
  const child = Object.hasOwn(node, key) ? node[key] : undefined;
  const changed = rest.length === 0 ? to : withChange((child ?? {}) as Node, rest, to);
  const entries = Object.entries(node).filter(([name]) => name !== key || changed !== undefined);
  const merged = entries.map(([name, value]) => [name, name === key ? changed : value] as const);
  if (changed !== undefined && !Object.hasOwn(node, key)) merged.push([key, changed]);
  return merged.length === 0 ? undefined : Object.fromEntries(merged);
}
