import type { Finding } from '@kaizenml/contracts';
import type { Look } from './render.ts';

type Shown = Pick<Finding, 'severity' | 'message'> & { readonly hint?: string | undefined };

const MARK = { error: '✗ error  ', warning: '! warning', info: 'i info   ' } as const;

/** Findings with their severity in words, each with its hint below. */
export function renderFindings(findings: readonly Shown[], { style }: Look): string {
  const paint = { error: style.red, warning: style.yellow, info: style.cyan };
  return findings
    .map(({ severity, message, hint }) =>
      [
        `${paint[severity](MARK[severity])}  ${message}`,
        ...(hint ? [`           ${style.dim(hint)}`] : []),
      ].join('\n'),
    )
    .join('\n');
}
