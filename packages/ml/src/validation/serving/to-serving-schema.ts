import { AppError, type ColumnSchema, type DataSchema, type RowRule } from '@kaizenml/contracts';
import { compileRule } from '../rules/index.ts';
import { checkSchema } from '../schema/check-schema.ts';
import { environmentsOf, isExpectedIn } from '../schema/environments.ts';

/** The environment in which models answer. */
const SERVING = 'serving';

/** What a column that is known, and asked nothing, keeps. */
const KNOWN_ONLY = 'disabled';

/** The environment that rows to answer are checked in; undefined where the schema has environments of its own without serving. */
export function servingEnvironment(schema: DataSchema): string | undefined {
  return environmentsOf(schema).includes(SERVING) ? SERVING : undefined;
}

/**
 * What of a schema one row can be asked that comes to be answered.
 *
 * Columns that the model does not read, that serving does not have or that are not in production stay known, and nothing
 * is asked of them. What several rows decide is left out: rows, keys, foreign keys, uniqueness, freshness, distributions,
 * and whatever a share of the rows may break. So are rules that name another column, and what is no valid schema.
 *
 * @param inputs Columns that the model reads.
 */
export function toServingSchema(schema: DataSchema, inputs: readonly string[]): DataSchema {
  const environment = servingEnvironment(schema);
  const broken = new Set(checkSchema(schema).map(({ column }) => column));
  const isAsked = (name: string, column: ColumnSchema): boolean =>
    inputs.includes(name) &&
    !broken.has(name) &&
    (column.stage ?? 'production') === 'production' &&
    isExpectedIn(column, environment);
  const columns = Object.fromEntries(
    Object.entries(schema.columns)
      .filter(([, { type }]) => type !== undefined)
      .map(([name, column]): [string, ColumnSchema] => [
        name,
        isAsked(name, column) ? ofOneRow(column) : { type: column.type, stage: KNOWN_ONLY },
      ]),
  );
  const used = new Set(Object.values(columns).map(({ domain }) => domain));
  const domains = Object.entries(schema.domains ?? {}).filter(([name]) => used.has(name));
  const asked = Object.fromEntries(
    Object.entries(columns).filter(([, { stage }]) => stage !== KNOWN_ONLY),
  );
  const rules = (schema.rules ?? [])
    .filter((rule) => (rule.minShare ?? 1) === 1 && isUnderstood(rule, asked))
    .map(({ name, check, severity }) => ({ name, check, ...given({ severity }) }));
  return {
    kaizenSchema: 1,
    ...given({ dataset: schema.dataset, environments: schema.environments }),
    ...(domains.length === 0 ? {} : { domains: Object.fromEntries(domains) }),
    columns,
    ...(rules.length === 0 ? {} : { rules }),
  };
}

function ofOneRow(column: ColumnSchema): ColumnSchema {
  const { type, range, disallowNaN, disallowInfinity, isCategorical } = column;
  const { presence, booleanWords, format, length, valueCount, minDomainMass = 1 } = column;
  const { values, domain } = minDomainMass === 1 ? column : {};
  return {
    type,
    ...given({
      presence: presence && (presence.minShare === 1 ? { minShare: 1 } : {}),
      values,
      domain,
      range,
      disallowNaN,
      disallowInfinity,
      isCategorical,
      booleanWords,
      format,
      length,
      valueCount,
    }),
  };
}

function isUnderstood({ check }: RowRule, columns: DataSchema['columns']): boolean {
  try {
    compileRule(check, columns);
    return true;
  } catch (thrown) {
    if (thrown instanceof AppError && thrown.code === 'ARGUMENT_INVALID') return false;
    throw thrown;
  }
}

/** The fields that are not undefined. */
function given<Fields extends object>(fields: Fields): Partial<Fields> {
  return Object.fromEntries(
    Object.entries(fields).filter(([, value]) => value !== undefined),
  ) as Partial<Fields>;
}
