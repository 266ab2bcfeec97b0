import type { PlayedDrift, Retraining } from '../../demo/index.ts';
import type { Style } from '../terminal.ts';

/** What the monitor of the demo made of its traffic, for a person. */
export function renderDrift({ nBefore, nAfter, nFalse, alert }: PlayedDrift, style: Style): string {
  const before = `  ${nBefore} rows as they were: ${nFalse === 0 ? 'calm' : `${nFalse} alerts`}`;
  const after = `  ${nAfter} changed rows: `;
  if (alert === undefined) return `${before}\n${after}nothing was noticed`;
  const { severity, message, cause, next } = alert;
  return [
    before,
    `${after}${style.yellow(severity)}`,
    `  ${style.yellow('!')} ${message}`,
    ...[cause, next].flatMap((said) => (said ? [style.dim(`    ${said}`)] : [])),
  ].join('\n');
}

/** A step of a retraining that has ended, in one line. */
export function renderStep(
  { name, status, message }: Retraining['steps'][number],
  style: Style,
): string {
  const mark = status === 'done' ? style.green('✓') : style.red('✗');
  return `  ${mark} ${name}: ${message}`;
}
