import type { Operations, OutputOf } from '@kaizenml/contracts/operations';
import { renderSections } from '../table.ts';
import { renderFindings } from './findings.ts';
import type { Look } from './render.ts';

/** What the guardrails found, and the verdict. */
export function renderCheck(
  checked: OutputOf<Operations['datasets']['check']>,
  look: Look,
): string {
  const { findings, passed, source, nRows, nColumns, test, nTestRows, target, task } = checked;
  const count = (severity: string, noun: string) => {
    const n = findings.filter((finding) => finding.severity === severity).length;
    return `${n} ${noun}${n === 1 ? '' : 's'}`;
  };
  const found =
    findings.length === 0
      ? 'nothing to report'
      : [count('error', 'error'), count('warning', 'warning'), count('info', 'note')].join(', ');
  const verdict = passed ? look.style.green('✓ passed') : look.style.red('✗ failed');
  const about = target === null ? '' : ` → ${target} (${task})`;
  const beside = test === null ? '' : `, ${nTestRows} test rows in ${test}`;
  return renderSections(
    [
      ['', renderFindings(findings, look)],
      ['', `${verdict}  ${source}${about}: ${nRows} rows, ${nColumns} columns${beside}, ${found}.`],
    ],
    look.style,
  );
}
