import { EVERY_OPERATION, type Operation, toJsonSchema } from '@kaizenml/contracts/operations';
import type { Command } from '../../packages/platform/src/cli/command.ts';
import { COMMANDS } from '../../packages/platform/src/cli/commands/index.ts';
import type {
  CommandDescription,
  FlagDescription,
  WordKind,
} from '../../packages/platform/src/cli/description.ts';

interface Property {
  readonly type?: string;
  readonly description?: string;
  readonly default?: string | number | boolean;
  readonly enum?: readonly string[];
}

/** Every command as plain JSON: those of their own, then one per operation. */
export async function describeCommands(): Promise<CommandDescription[]> {
  const own = await Promise.all(Object.values(COMMANDS).map((load) => load()));
  return [...own.map(describeCommand), ...EVERY_OPERATION.map(describeOperation)];
}

/** The file that help and parser read, so that they load no schema. */
export async function commandsFile(): Promise<string> {
  return `${JSON.stringify({ commands: await describeCommands() }, null, 1)}\n`;
}

function describeCommand({ name, doc, args, flags, examples }: Command): CommandDescription {
  return {
    words: name.split(' '),
    doc,
    args: Object.entries(args).map(([key, { doc, required = true }]) => ({
      name: toKebab(key),
      key,
      kind: 'text',
      required,
      doc,
    })),
    flags: Object.entries(flags).map(([key, spec]) => ({ name: toKebab(key), key, ...spec })),
    examples,
  };
}

function describeOperation(described: Operation): CommandDescription {
  const { properties, required } = inputsOf(described);
  const positional = described.positional ?? pathInputs(described.http ?? '');
  const args = positional.map((key) => ({
    name: toKebab(key),
    key,
    kind: kindOf(properties[key]),
    required: required.includes(key),
    doc: properties[key]?.description ?? '',
  }));
  const flags = Object.entries(properties)
    .filter(([key]) => !positional.includes(key))
    .map(
      ([key, property]): FlagDescription => ({
        name: toKebab(key),
        key,
        kind: kindOf(property),
        doc: property.description ?? '',
        ...(required.includes(key) ? { required: true } : {}),
        ...(property.default === undefined ? {} : { default: property.default }),
        ...(property.enum === undefined ? {} : { choices: property.enum }),
      }),
    );
  const words = described.name.split('.');
  return {
    words,
    doc: described.doc,
    operation: described.name,
    args,
    flags,
    examples: examplesOf(described, words, args, flags),
  };
}

/** What the command takes: the inputs of the operation, and those that only who sits at the machine has. */
function inputsOf({ input, atMachine }: Operation) {
  const { properties = {}, required = [] } = toJsonSchema(
    input.extend(atMachine?.inputs.shape ?? {}),
    'input',
  ) as {
    readonly properties?: Record<string, Property>;
    readonly required?: readonly string[];
  };
  const docs = atMachine?.docs ?? {};
  const described = Object.entries(properties).map(([key, property]): [string, Property] => [
    key,
    key in docs ? { ...property, description: docs[key] } : property,
  ]);
  return { properties: Object.fromEntries(described), required };
}

function examplesOf(
  described: Operation,
  words: readonly string[],
  args: readonly { readonly key: string }[],
  flags: readonly FlagDescription[],
): string[] {
  const given = described.example as Record<string, unknown>;
  const values = args.map(({ key }) => given[key]).filter((value) => value !== undefined);
  const options = flags
    .filter(({ key }) => given[key] !== undefined)
    .flatMap(({ name, key }) => [`--${name}`, given[key]]);
  const line = ['kaizen', ...words, ...[...values, ...options].map(quote)].join(' ');
  return [line, `${line} --json`];
}

function quote(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  return /^[\w@./:-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

function kindOf(property: Property | undefined): WordKind {
  switch (property?.type) {
    case 'integer':
    case 'number':
    case 'boolean':
      return property.type;
    case 'array':
    case 'object':
      return 'json';
    default:
      return 'text';
  }
}

function pathInputs(http: string): string[] {
  return [...http.matchAll(/\{(\w+)\}/g)].map(([, name]) => name);
}

function toKebab(key: string): string {
  return key.replaceAll(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
