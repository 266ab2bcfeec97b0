import {
  type Bounds,
  COLUMN_TYPES,
  type ColumnSchema,
  type DataSchema,
  LIFECYCLE_STAGES,
  type RowRule,
  TEXT_FORMATS,
} from '@kaizenml/contracts';
import type { FieldReader } from './field-reader.ts';

/**
 * Reads a schema that came from a file of an artifact: what the checks of rows ask, and nothing else.
 *
 * @throws MODEL_ARTIFACT_INVALID
 */
export function checkDataSchema(given: FieldReader): DataSchema {
  if (given.field('kaizenSchema').value !== 1) given.field('kaizenSchema').refuse('be 1');
  return {
    kaizenSchema: 1,
    ...optional(given, 'dataset', (field) => field.text()),
    ...optional(given, 'environments', checkTexts),
    ...optional(given, 'domains', (domains) => checkRecord(domains, checkTexts)),
    columns: checkRecord(given.field('columns'), checkColumn),
    ...optional(given, 'rules', (rules) => rules.list().map(checkRule)),
  };
}

function checkColumn(given: FieldReader): ColumnSchema {
  return {
    type: given.field('type').text(COLUMN_TYPES) as ColumnSchema['type'],
    ...optional(
      given,
      'stage',
      (field) => field.text(LIFECYCLE_STAGES) as (typeof LIFECYCLE_STAGES)[number],
    ),
    ...optional(given, 'presence', (presence) => ({
      ...optional(presence, 'minShare', (field) => field.finite()),
    })),
    ...optional(given, 'values', checkTexts),
    ...optional(given, 'domain', (field) => field.text()),
    ...optional(given, 'range', (range) => checkBounds(range, checkEnd)),
    ...optional(given, 'disallowNaN', (field) => field.flag()),
    ...optional(given, 'disallowInfinity', (field) => field.flag()),
    ...optional(given, 'isCategorical', (field) => field.flag()),
    ...optional(given, 'booleanWords', (words) => ({
      true: words.field('true').text(),
      false: words.field('false').text(),
    })),
    ...optional(
      given,
      'format',
      (field) => field.text(TEXT_FORMATS) as (typeof TEXT_FORMATS)[number],
    ),
    ...optional(given, 'length', (bounds) => checkBounds(bounds, checkCount)),
    ...optional(given, 'valueCount', (bounds) => checkBounds(bounds, checkCount)),
  };
}

function checkRule(given: FieldReader): RowRule {
  return {
    name: given.field('name').text(),
    check: given.field('check').text(),
    ...optional(
      given,
      'severity',
      (field) => field.text(['info', 'warning', 'error']) as NonNullable<RowRule['severity']>,
    ),
  };
}

function checkBounds<Bound>(given: FieldReader, read: (end: FieldReader) => Bound): Bounds<Bound> {
  return { ...optional(given, 'min', read), ...optional(given, 'max', read) };
}

function checkEnd(given: FieldReader): number | string {
  return typeof given.value === 'string' ? given.text() : given.finite();
}

function checkCount(given: FieldReader): number {
  return given.count();
}

function checkTexts(given: FieldReader): string[] {
  return given.list().map((text) => text.text());
}

function checkRecord<Value>(
  given: FieldReader,
  read: (field: FieldReader) => Value,
): Record<string, Value> {
  return Object.fromEntries(
    Object.keys(given.record()).map((name) => [name, read(given.field(name))]),
  );
}

/** A field that may be absent. */
function optional<Name extends string, Value>(
  given: FieldReader,
  name: Name,
  read: (field: FieldReader) => Value,
): { readonly [Key in Name]?: Value } {
  return (given.has(name) ? { [name]: read(given.field(name)) } : {}) as {
    readonly [Key in Name]?: Value;
  };
}
