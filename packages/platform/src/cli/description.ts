/** What a word of the command line stands for. `json` is inline JSON, `@file.json`, or `-` for stdin. */
export type WordKind = 'text' | 'number' | 'integer' | 'boolean' | 'json';

export interface ArgDescription {
  /** Name in the help: `<name>`. */
  readonly name: string;
  /** Name in the parsed input. */
  readonly key: string;
  readonly kind: WordKind;
  readonly required: boolean;
  readonly doc: string;
}

export interface FlagDescription {
  /** Name on the command line, without dashes. */
  readonly name: string;
  /** Name in the parsed input. */
  readonly key: string;
  readonly kind: WordKind;
  readonly doc: string;
  readonly required?: boolean;
  readonly default?: string | number | boolean;
  readonly choices?: readonly string[];
  readonly placeholder?: string;
}

/** A command as help and parser see it: plain JSON, written by `npm run generate` from operations and commands. */
export interface CommandDescription {
  /** The words that call it: `["runs", "list"]` or `["serve"]`. */
  readonly words: readonly string[];
  readonly doc: string;
  /** The operation that it runs; absent for a command of its own. */
  readonly operation?: string;
  readonly args: readonly ArgDescription[];
  readonly flags: readonly FlagDescription[];
  readonly examples: readonly string[];
}

/** Flags of every command. */
export const GLOBAL_FLAGS: readonly FlagDescription[] = [
  {
    name: 'json',
    key: 'json',
    kind: 'boolean',
    doc: 'Prints one JSON document on stdout and nothing else.',
  },
  {
    name: 'home',
    key: 'home',
    kind: 'text',
    placeholder: 'FOLDER',
    doc: 'Where everything is kept. Default: `KAIZEN_HOME`, else `.kaizen`.',
  },
  {
    name: 'store',
    key: 'store',
    kind: 'text',
    placeholder: 'ADDRESS',
    doc: 'Database for the metadata, as in `postgres://user@host/database`. Default: `KAIZEN_STORE`, else a file in the home.',
  },
  { name: 'help', key: 'help', kind: 'boolean', doc: 'Shows this help.' },
];

/** The words of a command as they are typed: `kaizen runs list`. */
export function commandLine({ words }: Pick<CommandDescription, 'words'>): string {
  return ['kaizen', ...words].join(' ');
}
