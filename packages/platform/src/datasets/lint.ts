import { AppError } from '@kaizenml/contracts';
import type { Handler, Operations } from '@kaizenml/contracts/operations';
import { lintTable } from './lint/lint-table.ts';

/** Finds what is wrong with a delimited file before anyone learns from it. */
export const lintDataset: Handler<Operations['datasets']['lint']> = async ({
  path,
  fix,
  format,
  out,
  strict,
}) => {
  if (out !== undefined && !fix)
    throw new AppError('ARGUMENT_INVALID', {
      message: `\`--out\` must come with \`--fix\`, got "${out}" alone.`,
      hint: 'Add `--fix` to write a repaired copy.',
      details: { out },
    });
  const report = await lintTable(path, { fix, out });
  const has = (severity: string) =>
    report.findings.some((finding) => finding.severity === severity);
  return { path, format, passed: !has('error') && !(strict && has('warning')), ...report };
};
