import { type AppError, toProblem } from '@kaizenml/contracts';
import type { Terminal } from './terminal.ts';

/**
 * Tells a failure: sentence and hint on stderr, and with `--json` the problem document on stdout.
 *
 * @returns The exit code of its kind.
 */
export function tellFailure(error: AppError, terminal: Terminal, json: boolean): number {
  const { style } = terminal;
  terminal.say(`${style.red('error')} ${error.message}`);
  if (error.hint !== undefined) terminal.say(`${style.dim('hint')}  ${error.hint}`);
  if (error.code === 'INTERNAL' && error.cause instanceof Error && error.cause.stack)
    terminal.say(style.dim(error.cause.stack));
  if (json) terminal.printJson(toProblem(error));
  return error.row.exit;
}
