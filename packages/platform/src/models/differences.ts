import type { Signature } from '@kaizenml/contracts';
import { columnNames, countMissing, getColumn, isNumeric, type Table } from '@kaizenml/ml/table';

const MOST_LISTED = 1000;

/**
 * What differs between a table and what a model was trained on, one sentence each, where the model answers all the same.
 *
 * @param table As it was read: columns that the model does not use are still in it.
 * @param conformed The same rows with exactly the columns of the signature.
 */
export function differences(
  { inputs, output }: Signature,
  table: Table,
  conformed: Table,
): string[] {
  const names = columnNames(table);
  const inFile = new Set(names);
  const wanted = inputs.map(({ name }) => name);
  const isWanted = new Set(wanted);
  const extra = names.filter((name) => !isWanted.has(name) && name !== output.name);
  const absent = wanted.filter((name) => !inFile.has(name));
  const shared = wanted.filter((name) => inFile.has(name));
  const reordered = names
    .filter((name) => isWanted.has(name))
    .some((name, i) => name !== shared[i]);
  const empty = inputs
    .filter(({ name, required }) => required && countMissing(getColumn(table, name)) > 0)
    .map(({ name }) => name);
  return [
    ...(extra.length > 0
      ? [`Columns the model does not use were left out: ${quoted(extra)}.`]
      : []),
    ...(empty.length > 0
      ? [`Values are missing where training had none, and were imputed: ${quoted(empty)}.`]
      : []),
    ...unseenLevels(inputs, conformed),
    ...(absent.length > 0 ? [`Columns that are absent count as missing: ${quoted(absent)}.`] : []),
    ...(reordered
      ? ['Columns stand in another order than in training; they were matched by name.']
      : []),
  ];
}

/** Levels that no training row had; where a signature does not list all of them nothing is said. */
function unseenLevels(inputs: Signature['inputs'], table: Table): string[] {
  return inputs.flatMap(({ name, levels }) => {
    const column = getColumn(table, name);
    if (levels === undefined || levels.length >= MOST_LISTED || isNumeric(column)) return [];
    const known = new Set(levels);
    const isUnseen = column.levels.map((level) => !known.has(level));
    const nRows = column.codes.reduce((n, code) => n + (isUnseen[code] ? 1 : 0), 0);
    if (nRows === 0) return [];
    const used = new Set(column.codes);
    const unseen = column.levels.filter((_, code) => isUnseen[code] && used.has(code));
    const rows = nRows === 1 ? '1 row has a level' : `${nRows} rows have levels`;
    return [`Column "${name}": ${rows} that training never saw: ${quoted(unseen)}.`];
  });
}

function quoted(names: readonly string[]): string {
  const shown = names.slice(0, 8).map((name) => `"${name}"`);
  return names.length > shown.length
    ? `${shown.join(', ')} and ${names.length - shown.length} more`
    : shown.join(', ');
}
