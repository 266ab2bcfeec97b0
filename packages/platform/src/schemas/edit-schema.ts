import type { DataSchema, SchemaPatch } from '@kaizenml/contracts';
import { applyPatch, type Decision, decide, historyEntry, valueAt } from '@kaizenml/ml/validation';
import { type Document, isMap, isPair, isScalar, isSeq } from 'yaml';
import { readSchema } from './read-schema.ts';
import { compact, textOf } from './write-schema.ts';

/** A decision on a patch, and the file that it changes. */
export interface SchemaEdit {
  /** What the text is called in sentences. */
  readonly source: string;
  readonly patch: SchemaPatch;
  readonly decision: Decision;
}

/**
 * The text of a schema after a decision: comments, order and everything that does not change stay, while blanks are
 * normal ones afterwards.
 *
 * @throws SCHEMA_INVALID; ARGUMENT_INVALID when an accepted patch does not fit any more
 */
export function editSchema(
  text: string,
  { source, patch, decision }: SchemaEdit,
): { readonly text: string; readonly schema: DataSchema } {
  const { schema, document } = readSchema(text, source);
  const decided = decide(schema, patch, decision);
  if (isJson(text)) return { text: `${JSON.stringify(decided, null, 2)}\n`, schema: decided };
  if (decision.decision !== 'rejected') {
    const patched = applyPatch(schema, patch);
    for (const { path } of patch.changes) writeAt(document, patched, path);
  }
  addToHistory(document, historyEntry(patch, decision));
  return { text: textOf(document), schema: decided };
}

/** JSON is YAML, but what is added to it must stay JSON. */
function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Brings one place of a document to what the schema says there; as much more of it as the document shares or lacks. */
function writeAt(document: Document, schema: DataSchema, path: readonly string[]): void {
  const keys: unknown[] = [];
  let depth = 0;
  let node: unknown = document.contents;
  while (depth < path.length && isMap(node)) {
    const name = path[depth++];
    const pair = node.items.find(({ key }) => keyOf(key) === name);
    keys.push(pair === undefined ? name : isScalar(pair.key) ? pair.key.value : pair.key);
    const isGone = valueAt(schema, path.slice(0, depth)) === undefined;
    if (isGone || pair === undefined) break;
    node = pair.value;
  }
  const to = valueAt(schema, path.slice(0, depth));
  if (to === undefined) {
    document.deleteIn(keys);
    return;
  }
  const created = document.createNode(to);
  compact(created);
  document.setIn(keys, created);
}

function keyOf(key: unknown): string {
  return String(isScalar(key) ? key.value : key);
}

function addToHistory(document: Document, entry: object): void {
  const node = document.createNode(entry);
  const { contents } = document;
  const pair = isMap(contents)
    ? contents.items.find((item) => isPair(item) && keyOf(item.key) === 'history')
    : undefined;
  if (isSeq(pair?.value)) {
    pair.value.flow = false;
    pair.value.add(node);
  } else document.set('history', document.createNode([entry]));
}
