import { EVERY_OPERATION, machineChecker, type Operation } from '@kaizenml/contracts/operations';
import type { App } from '../app.ts';
import type { AtMachine } from '../at-machine.ts';
import { getHandler } from '../handlers.ts';
import type { Verdict } from './command.ts';
import type { CommandDescription } from './description.ts';
import type { ShownProgress } from './live-progress.ts';
import { argumentInvalid } from './parse-arguments.ts';
import { readJson } from './read-json.ts';
import { renderOutput } from './render/index.ts';
import type { Terminal } from './terminal.ts';
import { verdictOf } from './verdicts.ts';

/** What an operation is run with. */
export interface OperationCall {
  readonly command: CommandDescription;
  readonly values: Readonly<Record<string, string | number | boolean>>;
  readonly json: boolean;
  readonly terminal: Terminal;
  readonly stdin: () => Promise<string>;
  readonly openApp: () => Promise<App>;
  /** Live display on stderr. */
  readonly progress: ShownProgress;
  /** A signal that aborts on Ctrl-C; asked for once. */
  readonly interruption: () => AbortSignal;
}

/**
 * Runs the operation of a command in this process and prints what it gives back.
 *
 * @throws ARGUMENT_INVALID with every problem of the input, and what the operation throws.
 */
export async function runOperation(call: OperationCall): Promise<Verdict> {
  const { command, json, terminal } = call;
  const described = operationOf(command);
  const given = await withJson(call);
  const checked = machineChecker(described)(given);
  if (!checked.ok) throw argumentInvalid(command, asTyped(command, checked.problems));
  const app = await call.openApp();
  const { routed, own } = checked.input;
  const output = await atMachine(call, own, (machine) =>
    getHandler(app.handlers, described)(routed, machine),
  );
  if (json) terminal.printJson(output);
  else terminal.print(renderOutput(described.name, output, terminal));
  return verdictOf(described.name, output);
}

async function atMachine<Output>(
  { progress, interruption }: Pick<OperationCall, 'progress' | 'interruption'>,
  inputs: Readonly<Record<string, unknown>>,
  work: (machine: AtMachine) => Promise<Output>,
): Promise<Output> {
  try {
    return await work({
      inputs,
      stage: (name, detail) => progress.stage(name, detail),
      update: (name, detail) => progress.update?.(name, detail),
      get signal() {
        return interruption();
      },
    });
  } finally {
    progress.clear();
  }
}

function operationOf({ operation }: CommandDescription): Operation {
  const found = EVERY_OPERATION.find(({ name }) => name === operation);
  if (found === undefined) throw new TypeError(`No operation ${operation}.`);
  return found;
}

async function withJson({ command, values, stdin }: OperationCall) {
  const given: Record<string, unknown> = { ...values };
  delete given.json;
  delete given.home;
  for (const { key, kind, name } of [...command.args, ...command.flags])
    if (kind === 'json' && typeof given[key] === 'string')
      given[key] = await readJson(name, given[key], stdin);
  return given;
}

function asTyped(
  { args, flags }: CommandDescription,
  problems: readonly { readonly path: string; readonly problem: string }[],
) {
  const typed = new Map([
    ...args.map(({ key, name }) => [key, `<${name}>`] as const),
    ...flags.map(({ key, name }) => [key, `--${name}`] as const),
  ]);
  return problems.map(({ path, problem }) => ({ path: typed.get(path) ?? path, problem }));
}
