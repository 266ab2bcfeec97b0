import type { InputField, OutputField, Signature } from '@kaizenml/contracts';
import { inputSchema } from './input-schema.ts';
import { writeLiteral } from './write-literal.ts';

/** Levels up to which a type lists them; beyond, any text is allowed. */
const MOST_LITERALS = 50;

/**
 * Writes a TypeScript module for one model: types of its input and output, a JSON Schema, and a parser.
 *
 * The module has no imports and compiles under `strict`. With it a wrong column is a compile error. The
 * types are aliases, not interfaces, since only an alias can be passed as a `Row`. They are narrower than
 * the model, which also answers levels that training never saw.
 *
 * @param modelName Name of the model; `penguins-species` gives `PenguinsSpeciesInput`.
 * @returns The source, which ends with a newline.
 * @example
 * // const model = await loadModel<PenguinsSpeciesInput, PenguinsSpeciesOutput>(read);
 * // model.predictRow({ islnd: 'Biscoe' }); // does not compile: 'islnd' does not exist
 */
export function writeModelTypes(signature: Signature, modelName: string): string {
  const name = pascalCase(modelName);
  const schemaName = `${name[0].toLowerCase()}${name.slice(1)}InputSchema`;
  return `${[
    `// Types of the model ${JSON.stringify(modelName)}, written by KaizenML from its signature.\n// const model = await loadModel<${name}Input, ${name}Output>(read);`,
    writeInput(signature, name, modelName),
    writeOutput(signature.output, name, modelName),
    `/** JSON Schema of \`${name}Input\`. */\nexport const ${schemaName} = ${writeLiteral(inputSchema(signature, modelName))} as const;`,
    writeParser(signature.inputs, name),
  ].join('\n\n')}\n`;
}

/** `penguins-species` as `PenguinsSpecies`; a name that starts with a digit gets `Model` in front. */
function pascalCase(modelName: string): string {
  const words = modelName.split(/[^A-Za-z0-9]+/).filter((word) => word !== '');
  const name = words.map((word) => word[0].toUpperCase() + word.slice(1)).join('');
  return /^[A-Za-z]/.test(name) ? name : `Model${name}`;
}

function writeInput({ inputs }: Signature, name: string, modelName: string): string {
  const fields = inputs.map((field) => {
    const optional = field.required ? '' : '?';
    const orNull = field.required ? '' : ' | null';
    return `  /** ${describe(field)} */\n  readonly ${JSON.stringify(field.name)}${optional}: ${typeOf(field)}${orNull};`;
  });
  return [
    `/** One row for the model ${comment(JSON.stringify(modelName))}. */`,
    `export type ${name}Input = {`,
    ...fields,
    '};',
  ].join('\n');
}

function writeOutput(output: OutputField, name: string, modelName: string): string {
  const { classes } = output;
  const unit = output.unit === undefined ? '' : `, in ${comment(output.unit)}`;
  const lines =
    classes === undefined
      ? [
          `  /** ${comment(output.name)}${unit}. */`,
          '  readonly prediction: number;',
          ...(output.quantiles === undefined ? [] : writeQuantiles(output.quantiles)),
        ]
      : [
          `  /** ${comment(output.name)}. */`,
          `  readonly prediction: ${union(classes)};`,
          '  /** Probability of each class; they sum to 1. */',
          '  readonly probabilities: {',
          ...classes.map((label) => `    readonly ${JSON.stringify(label)}: number;`),
          '  };',
        ];
  return [
    `/** The answer of the model ${comment(JSON.stringify(modelName))} to one row. */`,
    `export type ${name}Output = {`,
    ...lines,
    ...writeBeside(output),
    '};',
  ].join('\n');
}

/** What answers of models without a target say besides. */
function writeBeside({ unlabeled }: OutputField): string[] {
  if (unlabeled === undefined) return [];
  return unlabeled === 'clusters'
    ? [
        '  readonly beside: {',
        '    /** To the center of the cluster, in about standard deviations of a column. */',
        '    readonly distance: number;',
        '  };',
      ]
    : [
        '  readonly beside: {',
        '    /** Whether the row is above the threshold. */',
        '    readonly is_anomaly: boolean;',
        '    /** What makes it so; null for a row that is not above. */',
        '    readonly reasons: string | null;',
        '  };',
      ];
}

function writeQuantiles(levels: readonly number[]): string[] {
  return [
    '  /** The value that the share of rows in the name lies below. */',
    '  readonly quantiles: {',
    ...levels.map((level) => `    readonly ${JSON.stringify(String(level))}: number;`),
    '  };',
  ];
}

function writeParser(inputs: readonly InputField[], name: string): string {
  const fields = inputs.map((field) => ({
    name: field.name,
    kind: field.kind,
    required: field.required,
    ...(listsLevels(field) ? { levels: field.levels ?? [] } : {}),
  }));
  return `/**
 * Checks a value of unknown origin and returns it as a row for the model.
 *
 * @throws TypeError with every problem of the value.
 */
export function parse${name}Input(value: unknown): ${name}Input {
  if (typeof value !== 'object' || value === null || Array.isArray(value))
    throw new TypeError(\`The row must be an object, got \${JSON.stringify(value)}.\`);
  const fields: readonly {
    readonly name: string;
    readonly kind: string;
    readonly required: boolean;
    readonly levels?: readonly string[];
  }[] = ${writeLiteral(fields, 1)};
  const row = value as Record<string, unknown>;
  const problems = Object.keys(row)
    .filter((name) => !fields.some((field) => field.name === name))
    .map((name) => \`Column \${JSON.stringify(name)} is not one of the model's.\`);
  for (const { name, kind, required, levels } of fields) {
    const cell = Object.getOwnPropertyDescriptor(row, name)?.value ?? null;
    const type = kind === 'number' || kind === 'boolean' ? kind : 'string';
    const isFine =
      cell === null
        ? !required
        : typeof cell === type &&
          (kind !== 'number' || Number.isFinite(cell)) &&
          (kind !== 'date' || !Number.isNaN(Date.parse(cell))) &&
          (levels === undefined || levels.includes(cell));
    const expected = levels === undefined ? kind : levels.join(', ');
    if (!isFine)
      problems.push(
        \`Column \${JSON.stringify(name)} must be \${expected}, got \${JSON.stringify(cell)}.\`,
      );
  }
  if (problems.length > 0) throw new TypeError(problems.join(' '));
  return row as ${name}Input;
}`;
}

function typeOf(field: InputField): string {
  if (field.kind === 'number') return 'number';
  if (field.kind === 'boolean') return 'boolean';
  return listsLevels(field) ? union(field.levels ?? []) : 'string';
}

function listsLevels({ kind, levels = [] }: InputField): boolean {
  return kind === 'category' && levels.length > 0 && levels.length <= MOST_LITERALS;
}

function union(words: readonly string[]): string {
  return words.map((word) => JSON.stringify(word)).join(' | ');
}

function describe(field: InputField): string {
  const { kind, integer, range, unit, typical, shareMissing, levels } = field;
  const bounds =
    range === undefined
      ? ''
      : kind === 'date'
        ? `, ${range.map((ms) => new Date(ms).toISOString().slice(0, 10)).join(' to ')} in training`
        : `, ${range.join(' to ')} in training`;
  const what = {
    number: integer ? 'Whole number' : 'Number',
    date: 'ISO 8601 date',
    boolean: 'True or false',
    category: `One of ${levels?.length ?? 0} levels`,
    text: 'Text',
    id: 'Identifier, which the model ignores',
  }[kind];
  const inUnit = unit === undefined ? '' : ` in ${unit}`;
  const usual = typical === null ? '' : `; typically ${typical}`;
  const missing =
    shareMissing === 0
      ? ''
      : `; missing in ${Number((100 * shareMissing).toPrecision(2))} % of rows`;
  return comment(`${what}${inUnit}${bounds}${usual}${missing}.`);
}

/** Text that cannot end a comment or break its line. */
function comment(text: string): string {
  return text.replaceAll('*/', '* /').replace(/\s+/g, ' ');
}
