import { EVERY_OPERATION, type Operation, toJsonSchema } from '@kaizenml/contracts/operations';
import { z } from 'zod';
import { GENERATED_NOTE, markdownTable, page } from './markdown.ts';

interface Property {
  readonly type?: string | readonly string[];
  readonly description?: string;
  readonly default?: unknown;
  readonly enum?: readonly string[];
  readonly items?: Property;
  readonly anyOf?: readonly Property[];
  readonly const?: unknown;
}

interface ObjectSchema extends Property {
  readonly properties?: Readonly<Record<string, Property>>;
  readonly required?: readonly string[];
}

/** `docs/reference/operations.md`: every operation as command and, unless it is local, as route and client method. */
export function operationsReference(): string {
  return page([
    GENERATED_NOTE,
    '# Operations',
    'Everything the platform does, described once. Each operation is a command and, unless it is local, a route and a method of the typed client (`createClient` of `@kaizenml/contracts/client`). The routes are also described at `/api/openapi.json` of a running server.',
    'Besides its own failures every route may answer `REQUEST_INVALID`, `UNAUTHORIZED`, `HOST_FORBIDDEN` and `INTERNAL`; see [errors](errors.md).',
    ...EVERY_OPERATION.flatMap(section),
  ]);
}

function section(described: Operation): string[] {
  const input = toJsonSchema(described.input, 'input') as ObjectSchema;
  const output = toJsonSchema(described.output, 'output') as ObjectSchema;
  const own = toJsonSchema(described.atMachine?.inputs ?? z.object({}), 'input') as ObjectSchema;
  const required = new Set(input.required);
  return [
    `## ${described.name}`,
    described.doc,
    markdownTable(
      ['as', ''],
      [
        ...(described.http === undefined
          ? [['HTTP', `none: ${described.localOnly}`]]
          : [['HTTP', `\`${described.http}\``]]),
        [
          'CLI',
          `\`kaizen ${described.name.replace('.', ' ')}\`${described.atMachine === undefined ? '' : `, which can do more. ${described.atMachine.why}`}`,
        ],
        ...(described.http === undefined
          ? []
          : [['client', `\`client.${described.name}(${JSON.stringify(described.example)})\``]]),
      ],
    ),
    markdownTable(
      ['input', 'kind', 'default', 'what it is'],
      [
        ...Object.entries(input.properties ?? {}).map(([name, property]) =>
          inputRow(name, property, required.has(name) ? '' : ' (optional)'),
        ),
        ...Object.entries(own.properties ?? {}).map(([name, property]) =>
          inputRow(name, property, ' (command only)'),
        ),
      ],
    ),
    markdownTable(
      ['output', 'kind', 'what it is'],
      Object.entries(output.properties ?? {}).map(([name, property]) => [
        `\`${name}\``,
        kindText(property),
        property.description ?? '',
      ]),
    ),
    described.errors.length === 0
      ? ''
      : `Failures: ${described.errors.map((code) => `[\`${code}\`](errors.md#${code.toLowerCase()})`).join(', ')}.`,
  ];
}

function inputRow(name: string, property: Property, remark: string): string[] {
  return [
    `\`${name}\`${remark}`,
    kindText(property),
    property.default === undefined ? '' : `\`${JSON.stringify(property.default)}\``,
    property.description ?? '',
  ];
}

function kindText(property: Property): string {
  if (property.enum !== undefined) return property.enum.join(', ');
  if (property.const !== undefined) return String(property.const);
  if (property.anyOf !== undefined) return [...new Set(property.anyOf.map(kindText))].join(' or ');
  if (property.type === 'array')
    return property.items === undefined ? 'list' : `list of ${kindText(property.items)}`;
  if (property.type === 'string') return 'text';
  return [property.type ?? 'any'].flat().join(' or ');
}
