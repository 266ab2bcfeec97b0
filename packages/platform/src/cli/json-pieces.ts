/**
 * A JSON document in pieces: the fields, then one list with an item per line.
 *
 * The document never is one string, so that its length has no limit.
 */
export function* jsonWithList(
  fields: Readonly<Record<string, unknown>>,
  name: string,
  items: Iterable<unknown>,
): Generator<string> {
  const head = JSON.stringify(fields, null, 2).slice(0, -1).trimEnd();
  yield `${head}${head === '{' ? '' : ','}\n  ${JSON.stringify(name)}: [`;
  let separator = '';
  for (const item of items) {
    yield `${separator}\n    ${JSON.stringify(item)}`;
    separator = ',';
  }
  yield `${separator === '' ? '' : '\n  '}]\n}\n`;
}
