import type {
  ArgDescription,
  CommandDescription,
  FlagDescription,
} from '../../packages/platform/src/cli/description.ts';
import { commandLine, GLOBAL_FLAGS } from '../../packages/platform/src/cli/description.ts';
import { usage } from '../../packages/platform/src/cli/help.ts';
import { describeCommands } from './commands.ts';
import { GENERATED_NOTE, markdownTable, page } from './markdown.ts';

/** `docs/reference/cli.md`: every command with its arguments, flags and examples. */
export async function cliReference(): Promise<string> {
  const commands = await describeCommands();
  return page([
    GENERATED_NOTE,
    '# Command line',
    'Data goes to stdout, messages and progress to stderr. `--json` prints one JSON document on stdout and nothing else; a failure then prints its problem document there, and its sentence on stderr as always.',
    'Exit codes: 0 fine · 1 our bug · 2 bad input · 3 a check said no · 4 not found · 5 conflict.',
    'A value called JSON is inline JSON, `@file.json`, or `-` for stdin. `NO_COLOR` turns color off.',
    '## Flags of every command',
    flagTable(GLOBAL_FLAGS),
    ...commands.flatMap(section),
  ]);
}

function section(command: CommandDescription): string[] {
  const own = command.flags.filter(({ name }) => !GLOBAL_FLAGS.some((flag) => flag.name === name));
  return [
    `## ${commandLine(command)}`,
    command.doc,
    `\`\`\`\n${usage(command)}\n\`\`\``,
    argTable(command.args),
    flagTable(own),
    `\`\`\`sh\n${command.examples.join('\n')}\n\`\`\``,
  ];
}

function argTable(args: readonly ArgDescription[]): string {
  return markdownTable(
    ['argument', 'kind', 'what it is'],
    args.map(({ name, kind, required, doc }) => [
      `\`${name}\`${required ? '' : ' (optional)'}`,
      kind,
      doc,
    ]),
  );
}

function flagTable(flags: readonly FlagDescription[]): string {
  return markdownTable(
    ['flag', 'kind', 'default', 'what it does'],
    flags.map((flag) => [
      `\`--${flag.name}\``,
      flag.choices?.join(', ') ?? flag.kind,
      flag.default === undefined || flag.kind === 'boolean' ? '' : `\`${flag.default}\``,
      flag.doc,
    ]),
  );
}
