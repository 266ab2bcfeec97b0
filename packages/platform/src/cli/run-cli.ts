import { resolve } from 'node:path';
import { toAppError } from '@kaizenml/contracts';
import type { App } from '../app.ts';
import type { CommandApp } from '../open-traced-app.ts';
import { version } from '../version.ts';
import type { CommandCall } from './command.ts';
import generated from './commands.generated.json' with { type: 'json' };
import type { CommandDescription } from './description.ts';
import { tellFailure } from './failures.ts';
import { findCommand } from './find-command.ts';
import { commandHelp, nounHelp, topHelp } from './help.ts';
import { type ParsedArguments, parseArguments } from './parse-arguments.ts';
import { createTerminal, type DataStream, type Stream, type Terminal } from './terminal.ts';

/** The surroundings of a command line, passed in so that tests hold them. */
export interface CliContext {
  readonly argv: readonly string[];
  readonly stdout: DataStream;
  readonly stderr: Stream;
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly cwd: string;
  /** Reads all of stdin. */
  readonly stdin: () => Promise<string>;
  /** A signal that aborts on Ctrl-C; asked for only by commands that end cleanly by themselves. */
  readonly interruption: () => AbortSignal;
}

const COMMAND_LIST = generated.commands as readonly CommandDescription[];

/**
 * Runs one command line.
 *
 * @returns The exit code: 0 fine · 1 our bug · 2 bad input · 3 a check said no · 4 not found · 5 conflict · 130 Ctrl-C.
 */
export async function runCli(context: CliContext): Promise<number> {
  const terminal = createTerminal(context);
  try {
    return await dispatch(context, terminal);
  } catch (thrown) {
    if (isAbort(thrown)) {
      terminal.say('Stopped. What was finished is kept: the same command goes on from there.');
      return EXIT_INTERRUPTED;
    }
    return tellFailure(toAppError(thrown), terminal, context.argv.includes('--json'));
  }
}

/** What shells expect of a command that Ctrl-C ended: 128 + SIGINT. */
const EXIT_INTERRUPTED = 130;

function isAbort(thrown: unknown): boolean {
  return thrown instanceof Error && thrown.name === 'AbortError';
}

async function dispatch(context: CliContext, terminal: Terminal): Promise<number> {
  const { argv } = context;
  const { style } = terminal;
  const wantsHelp = argv.includes('--help') || argv.includes('-h');
  const found = findCommand(COMMAND_LIST, argv[0] === 'help' ? argv.slice(1) : argv);
  if (found.kind === 'top') {
    terminal.print(
      argv.includes('--version') || argv.includes('-V') ? version : topHelp(COMMAND_LIST, style),
    );
    return 0;
  }
  if (found.kind === 'noun') {
    const help = nounHelp(COMMAND_LIST, found.noun, style);
    if (wantsHelp || argv[0] === 'help') terminal.print(help);
    else terminal.say(help);
    return wantsHelp || argv[0] === 'help' ? 0 : 2;
  }
  if (wantsHelp || argv[0] === 'help') {
    terminal.print(commandHelp(found.command, style));
    return 0;
  }
  return execute(found.command, parseArguments(found.command, found.rest), context, terminal);
}

async function execute(
  command: CommandDescription,
  { values, json, home: givenHome, store: givenStore }: ParsedArguments,
  context: CliContext,
  terminal: Terminal,
): Promise<number> {
  const { env, stdin } = context;
  const home = resolve(context.cwd, givenHome ?? (env.KAIZEN_HOME || '.kaizen'));
  const storeAddress = givenStore ?? (env.KAIZEN_STORE || undefined);
  let opened: Promise<App> | undefined;
  const openApp = (wanted?: CommandApp) => {
    opened ??= import('../open-traced-app.ts').then((module) =>
      module.openTracedApp({ home, storeAddress }, env, wanted),
    );
    return opened;
  };
  try {
    if (command.operation !== undefined) {
      const [{ runOperation }, { createProgress }] = await Promise.all([
        import('./run-operation.ts'),
        import('./live-progress.ts'),
      ]);
      const progress = createProgress({ stream: context.stderr, env });
      const { interruption } = context;
      const call = { command, values, json, terminal, stdin, openApp, progress, interruption };
      return await runOperation(call);
    }
    const { COMMANDS } = await import('./commands/index.ts');
    const name = command.words.join(' ');
    const load = COMMANDS[name];
    if (load === undefined) throw new TypeError(`No command ${name}.`);
    const [{ run }, { createProgress }] = await Promise.all([load(), import('./live-progress.ts')]);
    const progress = createProgress({ stream: context.stderr, env });
    const call: CommandCall = {
      args: pick(values, command.args),
      flags: { ...defaults(command), ...pick(values, command.flags) },
      home,
      storeAddress,
      json,
      terminal,
      progress,
      env,
      openApp,
      get signal() {
        return context.interruption();
      },
    };
    try {
      return await run(call);
    } finally {
      progress.clear();
    }
  } finally {
    const app = await opened?.catch(() => undefined);
    await app?.close();
  }
}

function pick(
  values: ParsedArguments['values'],
  described: readonly { readonly key: string }[],
): Record<string, never> {
  const keys = described.map(({ key }) => key).filter((key) => values[key] !== undefined);
  return Object.fromEntries(keys.map((key) => [key, values[key]])) as Record<string, never>;
}

function defaults({ flags }: CommandDescription): Record<string, never> {
  const known = flags
    .map(({ key, kind, default: value }) => [
      key,
      value ?? (kind === 'boolean' ? false : undefined),
    ])
    .filter(([, value]) => value !== undefined);
  return Object.fromEntries(known) as Record<string, never>;
}
