import { randomBytes } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { AppError, didYouMean, listNames } from '@kaizenml/contracts';
import type { Handler, InputOf, Operations, OutputOf } from '@kaizenml/contracts/operations';
import type { Pseudonymize } from '@kaizenml/ml/guardrails';
import { tempOwner, toWriteError } from '../kit/index.ts';
import type { DatasetDeps } from './ensure-version.ts';
import { type Action, actionWords, parseActions } from './redact/parse-actions.ts';
import { type PlannedColumn, planRedaction } from './redact/plan-redaction.ts';
import { readKey } from './redact/read-key.ts';
import { withRows } from './redact/rows/open-rows.ts';
import type { TextRows } from './redact/rows/text-rows.ts';
import { writeRedacted } from './redact/write-redacted.ts';

type Redact = Operations['datasets']['redact'];

/** Plans what is done to data about persons, and with `out` writes a new file without it. */
export const redactDataset =
  (deps: Pick<DatasetDeps, 'store' | 'artifacts'>): Handler<Redact> =>
  async (input) => {
    const { source, column, keyFile } = input;
    const asked = column === undefined ? new Map() : parseActions(column);
    const pseudonymize = keyFile === undefined ? undefined : await readKey(keyFile);
    const tempPath = join(tmpdir(), `${tempOwner()}-${randomBytes(6).toString('hex')}-redact`);
    await mkdir(tempPath, { mode: 0o700 }).catch((thrown: unknown) => {
      throw toWriteError(thrown, tempPath);
    });
    try {
      return await withRows(deps, { source, tempPath }, (rows) =>
        redactRows(rows, input, { asked, tempPath, pseudonymize }),
      );
    } finally {
      await rm(tempPath, { recursive: true, force: true });
    }
  };

async function redactRows(
  rows: TextRows,
  { source, out }: InputOf<Redact>,
  {
    asked,
    tempPath,
    pseudonymize,
  }: {
    readonly asked: ReadonlyMap<string, Action>;
    readonly tempPath: string;
    readonly pseudonymize: Pseudonymize | undefined;
  },
): Promise<OutputOf<Redact>> {
  const hasKey = pseudonymize !== undefined;
  assertKnown([...asked.keys()], rows.names, source);
  const { columns, nRows, nRowsLooked } = await planRedaction(rows, { asked, hasKey });
  assertKey(columns, hasKey);
  const written =
    out === undefined
      ? null
      : await writeRedacted(rows, { plan: columns, out, tempPath, pseudonymize });
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
