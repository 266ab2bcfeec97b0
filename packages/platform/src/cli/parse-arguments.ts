import { parseArgs } from 'node:util';
import { AppError, closestNames } from '@kaizenml/contracts';
import {
  type CommandDescription,
  commandLine,
  type FlagDescription,
  GLOBAL_FLAGS,
} from './description.ts';

/** A command line after parsing: values by key, of the right kind; JSON is still text. */
export interface ParsedArguments {
  readonly values: Readonly<Record<string, string | number | boolean>>;
  readonly json: boolean;
  readonly home: string | undefined;
  readonly store: string | undefined;
  readonly help: boolean;
}

/**
 * Parses the words after the command.
 *
 * @throws ARGUMENT_INVALID with every problem: unknown flags, missing and superfluous arguments, values of a wrong kind.
 */
export function parseArguments(
  command: CommandDescription,
  argv: readonly string[],
): ParsedArguments {
  const flags = [...command.flags, ...GLOBAL_FLAGS];
  const flagOf = new Map(flags.map((flag) => [flag.name, flag]));
  const options = Object.fromEntries(
    flags.map(({ name, kind }) => [
      name,
      {
        type: kind === 'boolean' ? ('boolean' as const) : ('string' as const),
        ...(name === 'help' ? { short: 'h' } : {}),
      },
    ]),
  );
  const { tokens } = parseArgs({
    args: [...argv],
    options,
    strict: false,
    allowPositionals: true,
    allowNegative: true,
    tokens: true,
  });
  const values: Record<string, string | number | boolean> = {};
  const positionals: string[] = [];
  const problems: Problem[] = [];
  const lost = new Set<number>();
  for (const token of tokens) {
    if (token.kind === 'positional') {
      if (!lost.has(token.index)) positionals.push(token.value);
      continue;
    }
    if (token.kind !== 'option') continue;
    const flag = flagOf.get(token.name) ?? flagOf.get(token.name.replace(/^no-/, ''));
    if (flag === undefined) {
      const [near] = closestNames(token.name, [...flagOf.keys()], 1);
      problems.push({
        path: token.rawName,
        problem: `is not a flag of it${near === undefined ? '' : `, did you mean \`--${near}\``}`,
      });
      if (token.value === undefined) lost.add(token.index + 1);
      continue;
    }
    const read = readFlag(flag, token.value, token.name.startsWith('no-'));
    if ('problem' in read) problems.push({ path: `--${flag.name}`, problem: read.problem });
    else values[flag.key] = read.value;
  }
  const parsed = {
    json: values.json === true,
    home: values.home as string | undefined,
    store: values.store as string | undefined,
    help: values.help === true,
  };
  if (parsed.help) return { ...parsed, values };
  command.args.forEach((arg, i) => {
    const value = positionals[i];
    if (value !== undefined) values[arg.key] = value;
    else if (arg.required) problems.push({ path: `<${arg.name}>`, problem: 'is missing' });
  });
  for (const extra of positionals.slice(command.args.length))
    problems.push({
      path: extra,
      problem: `is one argument too many, it takes ${command.args.length}`,
    });
  for (const { name, key, required } of command.flags)
    if (required === true && values[key] === undefined)
      problems.push({ path: `--${name}`, problem: 'is missing' });
  if (problems.length > 0) throw argumentInvalid(command, problems);
  return { ...parsed, values };
}

interface Problem {
  readonly path: string;
  readonly problem: string;
}

/** The failure of a command line: every problem, and an example that works. */
export function argumentInvalid(
  command: CommandDescription,
  problems: readonly Problem[],
): AppError {
  const line = commandLine(command);
  const [example] = command.examples;
  return new AppError('ARGUMENT_INVALID', {
    message: `\`${line}\`: ${problems.map(({ path, problem }) => `\`${path}\` ${problem}`).join('; ')}.`,
    hint:
      example === undefined
        ? `See \`${line} --help\`.`
        : `For example \`${example}\`; see \`${line} --help\`.`,
    details: { command: line, problems },
  });
}

function readFlag(
  flag: FlagDescription,
  value: string | undefined,
  isNegated: boolean,
): { readonly value: string | number | boolean } | { readonly problem: string } {
  if (flag.kind === 'boolean')
    return value === undefined
      ? { value: !isNegated }
      : { problem: `takes no value, got "${value}"` };
  if (value === undefined) return { problem: 'needs a value' };
  if (flag.choices !== undefined && !flag.choices.includes(value))
    return {
      problem: `must be one of ${flag.choices.map((choice) => `"${choice}"`).join(', ')}, got "${value}"`,
    };
  if (flag.kind === 'text' || flag.kind === 'json') return { value };
  const number = value.trim() === '' ? Number.NaN : Number(value);
  if (!Number.isFinite(number) || (flag.kind === 'integer' && !Number.isInteger(number)))
    return {
      problem: `must be a ${flag.kind === 'integer' ? 'whole ' : ''}number, got "${value}"`,
    };
  return { value: number };
}
