import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DataSchema } from '@kaizenml/contracts';
import { MAX_RECORD_BYTES } from '../csv/scan-csv.ts';
import { type CheckedRows, checkRows } from './check-rows.ts';
import { withRows } from './reading/open-rows.ts';

/** Passes over the rows of a file, read as validation reads them; foreign keys are not checked. */
export async function checkFile(
  path: string,
  schema: DataSchema,
  environment: string | undefined,
): Promise<CheckedRows> {
  const workPath = await mkdtemp(join(tmpdir(), 'kaizen-rows-'));
  try {
    const context = { workPath, maxRecordBytes: MAX_RECORD_BYTES, kinds: new Map() };
    return await withRows(path, context, (rows) =>
      checkRows(rows, schema, { environment, references: [] }),
    );
  } finally {
    await rm(workPath, { recursive: true, force: true });
  }
}
