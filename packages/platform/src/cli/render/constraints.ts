import type { Operations, OutputOf } from '@kaizenml/contracts/operations';
import { renderSections, renderTable } from '../table.ts';
import type { Look } from './render.ts';

/** What was written, or how to write it. */
export function renderConstraints(
  { name, nRows, constraints, written }: OutputOf<Operations['datasets']['constraints']>,
  { style }: Look,
): string {
  const { features } = constraints as { readonly features: readonly unknown[] };
  const said = `${name}: ${nRows} rows, constraints for ${features.length} columns.`;
  return written.length === 0
    ? `${said}\nWrite the files with --write FOLDER, or see them with --json.`
    : [style.green(said), ...written.map((path) => `Wrote ${path}`)].join('\n');
}

/** A row per violation, and the verdict. */
export function renderViolations(
  found: OutputOf<Operations['datasets']['violations']>,
  { style }: Look,
): string {
  const { data, passed, nRows, nConstraints, violations, comparesDrift, written } = found;
  const table = renderTable(
    violations,
    [
      { title: 'column', cell: (violation) => violation.feature_name },
      { title: 'check', cell: (violation) => violation.constraint_check_type },
      { title: 'description', cell: ({ description }) => description },
    ],
    style,
  );
  const verdict = passed ? style.green('✓ passed') : style.red('✗ failed');
  const n = violations.length;
  const drift = comparesDrift ? '' : ' Give --statistics to compare distributions, too.';
  const said = `${verdict}  ${data}: ${nRows} rows, constraints for ${nConstraints} columns, ${n === 0 ? 'no violations' : `${n} violation${n === 1 ? '' : 's'}`}.${drift}`;
  return renderSections(
    [
      ['', table],
      ['', written === null ? said : `${said}\nWrote ${written}`],
    ],
    style,
  );
}
