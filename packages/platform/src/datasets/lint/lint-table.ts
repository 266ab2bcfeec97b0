import type { LintFinding } from './check.ts';
import { runChecks } from './checks/index.ts';
import { type Repaired, repairFile } from './fix/repair-file.ts';
import { collectEvidence } from './reading/collect-evidence.ts';
import { openLintable } from './reading/open-lintable.ts';

/** What the linter says of a file. */
export interface LintReport {
  readonly nRows: number;
  readonly nColumns: number;
  readonly encoding: string;
  readonly delimiter: string;
  /** The gravest first. */
  readonly findings: LintFinding[];
  readonly fixed: Repaired | null;
}

/**
 * Checks a delimited file in one pass and bounded memory; a repaired copy takes a second one.
 *
 * @throws FILE_NOT_FOUND, FILE_NOT_READABLE, FILE_NOT_A_TABLE, TABLE_EMPTY, LINE_TOO_LONG, FILE_NOT_WRITABLE, DISK_FULL
 */
export async function lintTable(
  path: string,
  { fix = false, out }: { readonly fix?: boolean; readonly out?: string | undefined } = {},
): Promise<LintReport> {
  const source = await openLintable(path);
  const evidence = await collectEvidence(source);
  return {
    nRows: evidence.nRows,
    nColumns: evidence.columns.length,
    encoding:
      evidence.encoding === 'utf-8' && evidence.invalid.count > 0
        ? 'windows-1252'
        : evidence.encoding,
    delimiter: evidence.dialect.delimiter,
    findings: runChecks(evidence),
    fixed: fix ? await repairFile(source, evidence, out) : null,
  };
}
