import { toJsonSchema } from '@kaizenml/contracts/operations';
import { Project } from '@kaizenml/contracts/project';
import { SchemaFile } from '@kaizenml/contracts/schema';
import { GENERATED_NOTE, markdownTable, page } from './markdown.ts';

interface Property {
  readonly type?: string;
  readonly description?: string;
  readonly default?: unknown;
  readonly enum?: readonly string[];
  readonly anyOf?: readonly Property[];
  readonly minimum?: number;
  readonly maximum?: number;
  readonly items?: Property;
  readonly properties?: Readonly<Record<string, Property>>;
  readonly required?: readonly string[];
}

/** `docs/reference/kaizen.schema.json`: what editors check a `kaizen.yaml` with. */
export function projectSchema(): string {
  const schema = {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'KaizenML project',
    ...toJsonSchema(Project, 'input'),
  };
  return `${JSON.stringify(schema, null, 2)}\n`;
}

/** `docs/reference/dataset-schema.schema.json`: what editors check the schema of a dataset with. */
export function datasetSchema(): string {
  const schema = {
    $schema: 'https://json-schema.org/draft/2020-12/schema',
    title: 'Schema of a dataset',
    ...toJsonSchema(SchemaFile, 'input'),
  };
  return `${JSON.stringify(schema, null, 2)}\n`;
}

/** `docs/reference/project.md`: every field of a `kaizen.yaml`. */
export function projectReference(): string {
  return page([
    GENERATED_NOTE,
    '# Project file',
    'A `kaizen.yaml` describes a project once: data, target, limits and gates. The TypeScript API takes the same object. Every problem of a file is told at once, with its path (`PROJECT_INVALID`).',
    'Editors complete and check it with this first line:',
    '```yaml\n# yaml-language-server: $schema=./kaizen.schema.json\n```',
    'A small one:',
    '```yaml\ndata: churn.csv\ntarget: churned\nsearch:\n  budget: 60s\ngate:\n  min:\n    roc_auc: 0.8\n```',
    '## Fields',
    markdownTable(
      ['field', 'kind', 'default', 'what it is'],
      fields(toJsonSchema(Project, 'input') as Property, ''),
    ),
  ]);
}

function fields({ properties = {}, required = [] }: Property, prefix: string): string[][] {
  return Object.entries(properties).flatMap(([name, property]) => {
    const path = `${prefix}${name}`;
    if (property.properties !== undefined) return fields(property, `${path}.`);
    const isRequired = required.includes(name);
    const ofItems = property.items?.properties ? fields(property.items, `${path}[].`) : [];
    return [
      [
        `\`${path}\`${isRequired ? ' (required)' : ''}`,
        kindText(property),
        property.default === undefined ? '' : `\`${JSON.stringify(property.default)}\``,
        property.description ?? '',
      ],
      ...ofItems,
    ];
  });
}

function kindText(property: Property): string {
  if (property.enum !== undefined) return property.enum.join(', ');
  if (property.anyOf !== undefined) return property.anyOf.map(kindText).join(' or ');
  const { type = 'any', minimum, maximum } = property;
  if (minimum === undefined || maximum === undefined || maximum === Number.MAX_SAFE_INTEGER)
    return minimum === undefined ? type : `${type} from ${minimum}`;
  return `${type} from ${minimum} to ${maximum}`;
}
