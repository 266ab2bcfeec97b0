import { access } from 'node:fs/promises';
import { AppError, didYouMean, listNames } from '@kaizenml/contracts';
import type { Handler, Operations } from '@kaizenml/contracts/operations';
import type { DatasetDeps } from './ensure-version.ts';
import { loadVersion } from './load-version.ts';
import { actionWords, parseActions } from './redact/parse-actions.ts';
import { type PlannedColumn, planRedaction } from './redact/plan-redaction.ts';
import { readKey } from './redact/read-key.ts';
import { fileRows, type TextRows, tableRows } from './redact/text-rows.ts';
import { writeRedacted } from './redact/write-redacted.ts';

/** Plans what is done to data about persons, and with `out` writes a new file without it. */
export const redactDataset =
  (deps: Pick<DatasetDeps, 'store' | 'artifacts'>): Handler<Operations['datasets']['redact']> =>
  async ({ source, out, column, keyFile }) => {
    const asked = column === undefined ? new Map() : parseActions(column);
    const pseudonymize = keyFile === undefined ? undefined : await readKey(keyFile);
    const rows = await openRows(source, deps);
    assertKnown([...asked.keys()], rows.names, source);
    const { columns, nRows, nRowsLooked } = await planRedaction(rows, {
      asked,
      hasKey: pseudonymize !== undefined,
    });
    assertKey(columns, pseudonymize !== undefined);
    const written =
      out === undefined ? null : await writeRedacted(rows, { plan: columns, out, pseudonymize });
    return {
      source,
      out: out ?? null,
      nRows,
      nRowsLooked,
      columns: columns.map(({ action, ...one }, j) => ({
        ...one,
        action: actionWords(action),
        nChanged: written?.nChanged[j] ?? null,
      })),
    };
  };

/** A file of this path, else a dataset of this name. */
async function openRows(
  source: string,
  { store, artifacts }: Pick<DatasetDeps, 'store' | 'artifacts'>,
): Promise<TextRows> {
  const isFile = await access(source).then(
    () => true,
    () => false,
  );
  const record = isFile ? undefined : await store.datasets.find(source);
  return record ? tableRows(await loadVersion({ artifacts }, record)) : await fileRows(source);
}

function assertKnown(asked: readonly string[], names: readonly string[], source: string): void {
  const unknown = asked.find((name) => !names.includes(name));
  if (unknown === undefined) return;
  throw new AppError('COLUMN_UNKNOWN', {
    message: `"${source}" has no column "${unknown}".`,
    hint: didYouMean(unknown, names) ?? `It has ${listNames(names)}.`,
    details: { column: unknown, known: names },
  });
}

function assertKey(columns: readonly PlannedColumn[], hasKey: boolean): void {
  const keyed = columns.find(({ action }) => action.kind === 'pseudonym');
  if (hasKey || keyed === undefined) return;
  throw new AppError('ARGUMENT_INVALID', {
    message: `Pseudonyms of column "${keyed.column}" must be made with a key, got none.`,
    hint: 'Name a file with a key: `--key-file FILE`.',
    details: { column: keyed.column },
  });
}
