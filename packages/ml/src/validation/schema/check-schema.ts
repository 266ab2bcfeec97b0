import {
  type Anomaly,
  type AnomalyName,
  type Bounds,
  COLUMN_TYPES,
  type ColumnSchema,
  type DataSchema,
  didYouMean,
  showValue,
} from '@kaizenml/contracts';
import { sayValues } from '../checks/sentences.ts';
import { makeAnomaly } from '../make-anomaly.ts';
import { unfitConstraints } from './constraint-types.ts';
import { dateBound } from './date-bound.ts';
import { environmentsOf } from './environments.ts';

/** What is wrong with a schema itself: first with the whole, then with its columns in their order. */
export function checkSchema(schema: DataSchema): Anomaly[] {
  return [
    ...checkWhole(schema),
    ...Object.entries(schema.columns).flatMap(([name, spec]) => checkColumn(schema, name, spec)),
  ];
}

function checkWhole(schema: DataSchema): Anomaly[] {
  return [
    ...(['rows', 'rowsDrift', 'rowsVersion'] as const).flatMap((key) =>
      isCrossed(schema[key]) ? [unusable(`\`${key}\` ${crossed(schema[key])}.`)] : [],
    ),
    ...(schema.key ?? []).flatMap((name) => checkReference(schema, 'key', name)),
    ...checkFreshness(schema),
    ...checkRules(schema),
    ...checkForeignKeys(schema),
    ...Object.entries(schema.domains ?? {}).flatMap(([name, values]) =>
      checkValues(values, { column: null, where: `Domain "${name}"` }),
    ),
  ];
}

function checkReference({ columns }: DataSchema, key: string, name: string): Anomaly[] {
  if (Object.hasOwn(columns, name)) return [];
  const near = didYouMean(name, Object.keys(columns)) ?? '';
  return [
    unusable(`\`${key}\` must name columns of the schema, got "${name}". ${near}`.trim(), {
      key,
      name,
    }),
  ];
}

function checkFreshness(schema: DataSchema): Anomaly[] {
  const { freshness } = schema;
  if (freshness === undefined) return [];
  const unknown = checkReference(schema, 'freshness', freshness.column);
  const type = schema.columns[freshness.column]?.type;
  if (unknown.length > 0 || type === 'date') return unknown;
  return [
    unusable(
      `\`freshness\` must name a column of type date, got "${freshness.column}" of type ${type}.`,
    ),
  ];
}

function checkRules({ rules = [] }: DataSchema): Anomaly[] {
  const names = rules.map(({ name }) => name);
  const repeated = new Set(names.filter((name, i) => names.indexOf(name) !== i));
  return [...repeated].map((name) =>
    unusable(`Rules must have names of their own, got "${name}" twice.`),
  );
}

function checkForeignKeys(schema: DataSchema): Anomaly[] {
  return (schema.foreignKeys ?? []).flatMap(({ columns, dataset, references }) => [
    ...columns.flatMap((name) => checkReference(schema, 'foreignKeys', name)),
    ...(columns.length === references.length
      ? []
      : [
          unusable(
            `The foreign key to "${dataset}" must refer to as many columns as it has, got ${references.length} for ${columns.length}.`,
          ),
        ]),
  ]);
}

function checkColumn(schema: DataSchema, name: string, spec: ColumnSchema): Anomaly[] {
  if (name.trim() === '') {
    return [
      makeAnomaly('FEATURE_MISSING_NAME', {
        column: name,
        long: `Columns of a schema must have a name, got ${showValue(name)}.`,
      }),
    ];
  }
  if (!COLUMN_TYPES.includes(spec.type)) {
    return [
      makeAnomaly('FEATURE_MISSING_TYPE', {
        column: name,
        long: `Column "${name}" must have a type, one of ${sayValues(COLUMN_TYPES)}, got ${spec.type === undefined ? 'none' : showValue(spec.type)}.`,
        details: { type: spec.type ?? null },
      }),
    ];
  }
  return [
    ...checkFit(name, spec),
    ...checkShape(name, spec),
    ...checkDomain(schema, name, spec),
    ...checkRange(name, spec),
    ...checkWords(name, spec),
    ...checkEnvironments(schema, name, spec),
  ];
}

function checkFit(name: string, spec: ColumnSchema): Anomaly[] {
  return unfitConstraints(spec, spec.type).map((key) =>
    makeAnomaly('DOMAIN_INVALID_FOR_TYPE', {
      column: name,
      long: `Column "${name}" of type ${spec.type} must not have \`${key}\`, got ${showValue(spec[key])}.`,
      details: { type: spec.type, key, value: spec[key] },
    }),
  );
}

function checkShape(name: string, spec: ColumnSchema): Anomaly[] {
  return (['valueCount', 'length', 'distinct'] as const).flatMap((key) =>
    isCrossed(spec[key])
      ? [
          makeAnomaly('INVALID_FEATURE_SHAPE', {
            column: name,
            long: `\`${key}\` of column "${name}" ${crossed(spec[key])}.`,
            details: { key, ...spec[key] },
          }),
        ]
      : [],
  );
}

function checkDomain(schema: DataSchema, name: string, spec: ColumnSchema): Anomaly[] {
  const { values, domain, minDomainMass } = spec;
  const where = `Column "${name}"`;
  const known = Object.keys(schema.domains ?? {});
  if (values !== undefined && domain !== undefined)
    return [badDomain(name, `${where} must have \`values\` or \`domain\`, got both.`)];
  if (domain !== undefined && !known.includes(domain)) {
    const near = didYouMean(domain, known) ?? '';
    return [
      badDomain(name, `${where} must name a domain of the schema, got "${domain}". ${near}`.trim()),
    ];
  }
  if (minDomainMass !== undefined && values === undefined && domain === undefined)
    return [badDomain(name, `${where} must have values for \`minDomainMass\`, got none.`)];
  return values === undefined ? [] : checkValues(values, { column: name, where });
}

function checkValues(
  values: readonly string[],
  { column, where }: { readonly column: string | null; readonly where: string },
): Anomaly[] {
  if (values.length === 0)
    return [badDomain(column, `${where} must allow at least one value, got none.`)];
  const repeated = values.filter((value, i) => values.indexOf(value) !== i);
  return repeated.length === 0
    ? []
    : [
        badDomain(
          column,
          `${where} must name each value once, got ${sayValues([...new Set(repeated)])} again.`,
        ),
      ];
}

function checkRange(name: string, spec: ColumnSchema): Anomaly[] {
  const { type, range } = spec;
  if (range === undefined || type === 'string' || type === 'boolean') return [];
  const ends = (['min', 'max'] as const).map((end) => endOf(type, range[end], end));
  const bad = (['min', 'max'] as const).filter((_, i) => Number.isNaN(ends[i]));
  if (bad.length > 0) {
    const wanted = type === 'date' ? 'dates' : 'numbers';
    return [
      badDomain(
        name,
        `The range of column "${name}" must have ${wanted} as its ends, got ${showValue(range[bad[0]])}.`,
      ),
    ];
  }
  const [min, max] = ends;
  return min !== undefined && max !== undefined && min > max
    ? [badDomain(name, `The range of column "${name}" ${crossed(range)}.`)]
    : [];
}

function endOf(
  type: ColumnSchema['type'],
  bound: number | string | undefined,
  end: 'min' | 'max',
): number | undefined {
  if (bound === undefined) return undefined;
  if (type === 'date') return typeof bound === 'string' ? dateBound(bound, end) : Number.NaN;
  return typeof bound === 'number' ? bound : Number.NaN;
}

function checkWords(name: string, { booleanWords }: ColumnSchema): Anomaly[] {
  if (booleanWords === undefined) return [];
  const { true: yes, false: no } = booleanWords;
  if (yes !== no && yes.trim() !== '' && no.trim() !== '') return [];
  return [
    makeAnomaly('BOOL_TYPE_INVALID_CONFIG', {
      column: name,
      long: `Column "${name}" must have two different words for true and false, got ${sayValues([yes, no])}.`,
      details: { booleanWords },
    }),
  ];
}

function checkEnvironments(
  schema: DataSchema,
  name: string,
  { environments = {} }: ColumnSchema,
): Anomaly[] {
  const known = environmentsOf(schema);
  const { only = [], not = [] } = environments;
  const unknown = [...only, ...not].filter((environment) => !known.includes(environment));
  return [
    ...unknown.map((environment) =>
      unusable(
        `Column "${name}" must name environments of the schema, which are ${sayValues(known)}, got "${environment}".`,
        { environment, known },
        name,
      ),
    ),
    ...only
      .filter((environment) => not.includes(environment))
      .map((environment) =>
        unusable(
          `Column "${name}" must be in an environment or not, got "${environment}" as both.`,
          {},
          name,
        ),
      ),
  ];
}

function isCrossed(bounds: Bounds<number> | undefined): boolean {
  return bounds?.min !== undefined && bounds.max !== undefined && bounds.min > bounds.max;
}

function crossed(bounds: Bounds<number | string> | undefined): string {
  return `must have a \`min\` that is at most its \`max\`, got ${bounds?.min} and ${bounds?.max}`;
}

function unusable(
  long: string,
  details: Readonly<Record<string, unknown>> = {},
  column: string | null = null,
): Anomaly {
  return makeAnomaly('INVALID_SCHEMA_SPECIFICATION', { column, long, details });
}

function badDomain(column: string | null, long: string): Anomaly {
  const name: AnomalyName = 'INVALID_DOMAIN_SPECIFICATION';
  return makeAnomaly(name, { column, long });
}
