import { AppError, type DataSchema, type ForeignKey } from '@kaizenml/contracts';
import { addValue, emptyValueSet, referenceKey, type ValueSet } from '@kaizenml/ml/validation';
import type { RowSource } from './reading/row-source.ts';

/** Opens the rows that a name or a path stands for, and does work on them. */
export type WithRows = <T>(reference: string, work: (rows: RowSource) => Promise<T>) => Promise<T>;

/** The keys that the foreign keys of a schema may have, one set each. @throws ARGUMENT_INVALID and what reading throws */
export async function readReferences(
  { foreignKeys = [] }: DataSchema,
  withRows: WithRows,
): Promise<ValueSet[]> {
  const sets: ValueSet[] = [];
  for (const key of foreignKeys)
    sets.push(await withRows(key.dataset, (rows) => readKeys(rows, key)));
  return sets;
}

async function readKeys(rows: RowSource, { dataset, references }: ForeignKey): Promise<ValueSet> {
  const known = emptyValueSet();
  const wanted = references.map((name) => ({ name, schema: { type: 'string' } as const }));
  for await (const chunk of rows.chunks(wanted)) {
    const columns = references.map((name) => {
      const column = chunk.column(name);
      if (column === undefined) throw columnMissing(dataset, name);
      return column;
    });
    for (let i = 0; i < chunk.nRows; i++) {
      const parts = columns.map((column) =>
        column.layout === 'texts' ? column.levels[column.codes[i] ?? -1] : column.written(i),
      );
      if (parts.every((part) => part !== undefined && part !== null))
        addValue(known, referenceKey(parts as string[]));
    }
  }
  if (known.isFull) throw tooMany(dataset);
  return known;
}

function columnMissing(dataset: string, column: string): AppError {
  return new AppError('ARGUMENT_INVALID', {
    message: `The foreign key to "${dataset}" must refer to a column that it has, got "${column}".`,
    hint: 'Correct `references` in the schema.',
    details: { dataset, column },
  });
}

function tooMany(dataset: string): AppError {
  return new AppError('ARGUMENT_INVALID', {
    message: `"${dataset}" must hold at most 16 777 215 different keys for a foreign key, got more.`,
    hint: 'Check this key where the data come from.',
    details: { dataset },
  });
}
