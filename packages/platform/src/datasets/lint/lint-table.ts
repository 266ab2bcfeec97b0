import { AppError } from '@kaizenml/contracts';
import { recognize } from '../formats/recognize.ts';
import { openSource } from '../open-source.ts';
import type { LintFinding } from './check.ts';
import { runChecks } from './checks/index.ts';
import type { TableEvidence } from './evidence/table-evidence.ts';
import { type Repaired, repairFile } from './fix/repair-file.ts';
import { collectEvidence } from './reading/collect-evidence.ts';
import { collectTyped } from './reading/lint-typed.ts';
import { isTyped, openLintable } from './reading/open-lintable.ts';

/** What the linter says of a file. */
export interface LintReport {
  readonly nRows: number;
  readonly nColumns: number;
  readonly encoding: string;
  /** Empty for files that are no delimited text. */
  readonly delimiter: string;
  /** The gravest first. */
  readonly findings: LintFinding[];
  readonly fixed: Repaired | null;
}

/**
 * Checks a delimited file in one pass and bounded memory; a repaired copy takes a second one. Parquet, JSON and ARFF
 * files are read as tables, and their findings name rows instead of lines.
 *
 * @throws ARGUMENT_INVALID for a repair of anything but delimited text, FILE_NOT_FOUND, FILE_NOT_READABLE,
 * FILE_NOT_A_TABLE, TABLE_EMPTY, LINE_TOO_LONG, FILE_NOT_WRITABLE, DISK_FULL
 */
export async function lintTable(
  path: string,
  { fix = false, out }: { readonly fix?: boolean; readonly out?: string | undefined } = {},
): Promise<LintReport> {
  if (await isTypedFile(path)) {
    if (fix) throw notRepairable(path);
    return { ...reportOf(await collectTyped(path)), delimiter: '', fixed: null };
  }
  const source = await openLintable(path);
  const evidence = await collectEvidence(source);
  return { ...reportOf(evidence), fixed: fix ? await repairFile(source, evidence, out) : null };
}

/** Whether a file is Parquet, JSON or ARFF; one that cannot be opened is left to the reader, which says why. */
async function isTypedFile(path: string): Promise<boolean> {
  try {
    const { head, name } = await openSource(path);
    return isTyped(recognize(head), head, name);
  } catch (thrown) {
    if (thrown instanceof AppError) return false;
    throw thrown;
  }
}

function reportOf(evidence: TableEvidence): Omit<LintReport, 'fixed'> {
  return {
    nRows: evidence.nRows,
    nColumns: evidence.columns.length,
    encoding:
      evidence.encoding === 'utf-8' && evidence.invalid.count > 0
        ? 'windows-1252'
        : evidence.encoding,
    delimiter: evidence.dialect.delimiter,
    findings: runChecks(evidence),
  };
}

function notRepairable(path: string): AppError {
  return new AppError('ARGUMENT_INVALID', {
    message: `\`--fix\` must be given a delimited text file, got "${path}".`,
    hint: 'Leave `--fix` out, or export the table as CSV and repair that file.',
    details: { path },
  });
}
