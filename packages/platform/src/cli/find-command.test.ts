import { expect, it } from 'vitest';
import generated from './commands.generated.json' with { type: 'json' };
import type { CommandDescription } from './description.ts';
import { findCommand } from './find-command.ts';

const { commands } = generated as unknown as { readonly commands: readonly CommandDescription[] };

it.each([
  ['improve churn', ['improve'], ['churn']],
  ['improve', ['improve'], []],
  ['improve report churn', ['improve', 'report'], ['churn']],
  ['--home x predict churn', ['predict'], ['--home', 'x', 'churn']],
])('"kaizen %s" is the command %j', (line, words, rest) => {
  const found = findCommand(commands, line.split(' '));
  expect(found).toMatchObject({ kind: 'command', command: { words }, rest });
});
