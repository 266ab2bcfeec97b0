import { version } from '../version.ts';
import {
  type ArgDescription,
  type CommandDescription,
  commandLine,
  type FlagDescription,
  GLOBAL_FLAGS,
} from './description.ts';
import type { Style } from './terminal.ts';

/** Help of the whole product: where to start, then every noun with its verbs. */
export function topHelp(commands: readonly CommandDescription[], style: Style): string {
  const alone = commands.filter(({ words }) => words.length === 1);
  const nouns = Map.groupBy(
    commands.filter(({ words }) => words.length === 2),
    ({ words }) => words[0] ?? '',
  );
  return sections(style, [
    [
      `kaizen ${version}`,
      ['From a table of data to a served, explained and watched prediction service.'],
    ],
    ['Usage', ['kaizen <command> [arguments] [--flags]']],
    ['Commands', columns(alone.map(({ words, doc }) => [words.join(' '), firstSentence(doc)]))],
    [
      'Look and change',
      columns(
        [...nouns].map(([noun, verbs]) => [
          noun,
          verbs.map(({ words }) => words[1] ?? '').join(', '),
        ]),
      ),
    ],
    ['Flags of every command', flagLines(GLOBAL_FLAGS)],
    [
      'Examples',
      [
        ...new Set(alone.map(({ examples }) => examples[0]).filter((line) => line !== undefined)),
        'kaizen runs list --json',
        'kaizen models --help',
      ],
    ],
  ]);
}

/** Help of a noun: its verbs. */
export function nounHelp(
  commands: readonly CommandDescription[],
  noun: string,
  style: Style,
): string {
  const verbs = commands.filter(({ words }) => words[0] === noun);
  return sections(style, [
    ['Usage', [`kaizen ${noun} <verb> [arguments] [--flags]`]],
    ['Verbs', columns(verbs.map(({ words, doc }) => [words[1] ?? '', doc]))],
    ['Examples', verbs.map(({ examples }) => examples[0]).filter((line) => line !== undefined)],
  ]);
}

/** Help of one command: usage, arguments, flags, examples. */
export function commandHelp(command: CommandDescription, style: Style): string {
  const flags = command.flags.filter(
    ({ name }) => !GLOBAL_FLAGS.some((flag) => flag.name === name),
  );
  return sections(style, [
    ['', [command.doc]],
    ['Usage', [usage(command)]],
    ['Arguments', columns(command.args.map((arg) => [`<${arg.name}>`, argDoc(arg)]))],
    ['Flags', flagLines([...flags, ...GLOBAL_FLAGS])],
    ['Examples', command.examples],
  ]);
}

/** `kaizen models alias <name> <alias> <version> [--flags]`. */
export function usage(command: CommandDescription): string {
  const args = command.args.map(({ name, required }) => (required ? `<${name}>` : `[${name}]`));
  return [commandLine(command), ...args, '[--flags]'].join(' ');
}

function sections(
  style: Style,
  parts: readonly (readonly [title: string, lines: readonly string[]])[],
): string {
  return parts
    .filter(([, lines]) => lines.length > 0)
    .map(([title, lines]) =>
      title === ''
        ? lines.join('\n')
        : `${style.bold(title)}\n${lines.map((line) => `  ${line}`).join('\n')}`,
    )
    .join('\n\n');
}

function flagLines(flags: readonly FlagDescription[]): string[] {
  return columns(flags.map((flag) => [flagUsage(flag), flagDoc(flag)]));
}

/** What stands for a value of a kind that is no number. */
const VALUES: Readonly<Record<string, string>> = { text: 'TEXT', json: 'JSON' };

function flagUsage({ name, kind, choices, placeholder }: FlagDescription): string {
  if (kind === 'boolean') return `--${name}`;
  return `--${name} ${placeholder ?? choices?.join('|') ?? VALUES[kind] ?? 'N'}`;
}

function flagDoc(flag: FlagDescription): string {
  const ending =
    flag.default === undefined || flag.default === false ? '' : ` Default ${flag.default}.`;
  return `${flag.doc}${ending}`;
}

function argDoc({ doc, kind }: ArgDescription): string {
  return kind === 'json' ? `${doc} JSON, or \`@file.json\`, or \`-\` for stdin.` : doc;
}

function columns(rows: readonly (readonly [left: string, right: string])[]): string[] {
  const width = Math.max(0, ...rows.map(([left]) => left.length));
  return rows.map(([left, right]) => `${left.padEnd(width)}  ${right}`);
}

function firstSentence(doc: string): string {
  return doc.split(/(?<=\.)\s/, 1)[0] ?? doc;
}
