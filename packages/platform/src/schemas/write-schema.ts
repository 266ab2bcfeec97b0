import type { DataSchema } from '@kaizenml/contracts';
import { Document, isCollection, isMap, isPair, isScalar, isSeq } from 'yaml';

/** Width of a line. */
const LINE_WIDTH = 100;
/** Entries of an object in one line. */
const MOST_IN_LINE = 3;
/** Characters of a collection in one line. */
const LONGEST_IN_LINE = 72;

/** A schema as YAML that people read: small parts in one line, long lists a line per value. */
export function writeSchema(schema: DataSchema): string {
  const document = new Document(schema);
  if (isMap(document.contents)) for (const { value } of document.contents.items) compact(value);
  return textOf(document);
}

/** The text of a document. */
export function textOf(document: Document): string {
  return document.toString({ lineWidth: LINE_WIDTH });
}

/** Puts short lists of plain values and small objects into one line, at any depth; objects with a type keep their lines. */
export function compact(node: unknown): void {
  if (!isCollection(node)) return;
  const values = node.items.map((item) => (isPair(item) ? item.value : item));
  const isPlain = values.every(isScalar) && JSON.stringify(node).length <= LONGEST_IN_LINE;
  const isSmall =
    isSeq(node) || (node.items.length <= MOST_IN_LINE && !(isMap(node) && node.has('type')));
  if (isPlain && isSmall) node.flow = true;
  else values.forEach(compact);
}
