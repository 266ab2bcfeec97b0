import type { LintOutput } from '../lint.ts';

const COMMAND = { error: 'error', warning: 'warning', info: 'notice' } as const;

/**
 * Findings as workflow commands, which GitHub shows beside the lines of a change.
 *
 * @source https://docs.github.com/actions/reference/workflow-commands-for-github-actions
 */
export function renderGithub({ path, findings }: LintOutput): string {
  return findings
    .map(({ severity, code, message, hint, lines, details }) => {
      const excerpt = typeof details.excerpt === 'string' ? ` ${details.excerpt}` : '';
      const text = escapeText(`${message}${excerpt}. ${hint}`);
      return `::${COMMAND[severity]} file=${escapeProperty(path)},line=${lines[0] ?? 1},title=${escapeProperty(code)}::${text}`;
    })
    .join('\n');
}

function escapeText(text: string): string {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A');
}

function escapeProperty(text: string): string {
  return escapeText(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
