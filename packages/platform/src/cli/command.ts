import type { App } from '../app.ts';
import type { CommandApp } from '../open-traced-app.ts';
import type { Progress } from './progress.ts';
import type { Terminal } from './terminal.ts';

/** One argument given by position. */
export interface ArgSpec {
  readonly doc: string;
  /** Default true. Only the last arguments may be optional. */
  readonly required?: boolean;
}

/** One flag. Its key in camelCase becomes `--kebab-case`. */
export interface FlagSpec {
  readonly kind: 'text' | 'number' | 'integer' | 'boolean';
  readonly doc: string;
  readonly default?: string | number | boolean;
  /** The words that are allowed. Only for `text`. */
  readonly choices?: readonly string[];
  /** How the value is called in the help: `FILE`, `60s`. Default: the name in capitals. */
  readonly placeholder?: string;
}

export type ArgSpecs = Readonly<Record<string, ArgSpec>>;
export type FlagSpecs = Readonly<Record<string, FlagSpec>>;

type FlagValue<F extends FlagSpec> = F['kind'] extends 'boolean'
  ? boolean
  : F['kind'] extends 'text'
    ? string
    : number;

/** The arguments after parsing; an optional one that was not given is undefined. */
export type ArgValues<A extends ArgSpecs> = {
  readonly [K in keyof A]: A[K] extends { readonly required: false } ? string | undefined : string;
};

/** The flags after parsing; one without a default that was not given is undefined (false for `boolean`). */
export type FlagValues<F extends FlagSpecs> = {
  readonly [K in keyof F]: F[K]['kind'] extends 'boolean'
    ? boolean
    : F[K] extends { readonly default: string | number | boolean }
      ? FlagValue<F[K]>
      : FlagValue<F[K]> | undefined;
};

/** What a command is run with. */
export interface CommandCall<A extends ArgSpecs = ArgSpecs, F extends FlagSpecs = FlagSpecs> {
  readonly args: ArgValues<A>;
  readonly flags: FlagValues<F>;
  /** Absolute path of the home folder: `--home`, else `KAIZEN_HOME`, else `.kaizen` in the working folder. */
  readonly home: string;
  /** Where the store is: `--store`, else `KAIZEN_STORE`, else undefined for the file of the home. It may hold a password. */
  readonly storeAddress: string | undefined;
  /** True with `--json`: one JSON document on stdout and nothing else. */
  readonly json: boolean;
  /** Where data and messages go. */
  readonly terminal: Terminal;
  /** Live display on stderr. */
  readonly progress: Progress;
  /** Aborts on the first Ctrl-C or SIGTERM; a second one ends the process. */
  readonly signal: AbortSignal;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Opens the home once; main closes it after the command. */
  openApp(wanted?: CommandApp): Promise<App>;
}

/** Exit codes that an outcome which is not an error may have: 0 fine, 3 a check said no. */
export type Verdict = 0 | 3;

/** A command of its own, such as `kaizen serve`: described as data, so that help loads none of its code. */
export interface Command<A extends ArgSpecs = ArgSpecs, F extends FlagSpecs = FlagSpecs> {
  /** The words that call it, with spaces between. */
  readonly name: string;
  /** One sentence; the first words are the summary in `kaizen --help`. */
  readonly doc: string;
  readonly args: A;
  readonly flags: F;
  /** Command lines that work, most useful first. */
  readonly examples: readonly string[];
  /** Does the work; an error is thrown, a failed check is a returned 3. */
  run(call: CommandCall<A, F>): Promise<Verdict>;
}

/**
 * Declares a command; `args` and `flags` give the types of what `run` receives.
 *
 * @example
 * export const greet = command({
 *   name: 'greet',
 *   doc: 'Says hello.',
 *   args: { who: { doc: 'Name of the person.' } },
 *   flags: { times: { kind: 'integer', default: 1, doc: 'Repetitions.' } },
 *   examples: ['kaizen greet Ada --times 2'],
 *   run: async ({ args, flags, terminal }) => {
 *     for (let i = 0; i < flags.times; i++) terminal.print(`Hello ${args.who}.`);
 *     return 0;
 *   },
 * });
 */
export function command<const A extends ArgSpecs, const F extends FlagSpecs>(
  described: Command<A, F>,
): Command<A, F> {
  return described;
}
