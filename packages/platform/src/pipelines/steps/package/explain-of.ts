import type { ExplainFile, Signature } from '@kaizenml/contracts';

/** What explains a model, without columns that it does not read: a model of a wide table, trained once more, may read others than before. */
export function explainOf(
  { inputs, output }: Signature,
  { background, importance, reference, ...rest }: ExplainFile,
): ExplainFile {
  const names = inputs.map(({ name }) => name);
  const read = new Set(names);
  return {
    ...rest,
    background: background.map((row) =>
      Object.fromEntries(names.map((name) => [name, row[name] ?? null])),
    ),
    importance: importance.filter(({ column }) => read.has(column)),
    reference: reference.filter(({ column }) => read.has(column) || column === output.name),
  };
}
