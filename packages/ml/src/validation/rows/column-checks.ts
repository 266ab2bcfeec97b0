import { type DataSchema, invariant } from '@kaizenml/contracts';
import type { DateFormat } from '../../table/parse-date.ts';
import { domainOf } from '../schema/domain-of.ts';
import { isExpectedIn } from '../schema/environments.ts';
import { dateChecker } from './check-dates.ts';
import { numberChecker } from './check-numbers.ts';
import { textChecker } from './check-texts.ts';
import { truthChecker } from './check-truths.ts';
import type { ColumnChecker } from './column-checker.ts';

export interface ColumnCheckOptions {
  /** Where the table is used: columns that are not expected there need no values. Default: everywhere. */
  readonly environment?: string | undefined;
  /** How dates are written, by column. Default ISO 8601. */
  readonly dateFormats?: ReadonlyMap<string, DateFormat> | undefined;
}

/** The checks of what a schema says of one of its columns. */
export function compileColumn(
  schema: DataSchema,
  name: string,
  { environment, dateFormats }: ColumnCheckOptions,
): ColumnChecker {
  const column = schema.columns[name];
  invariant(column !== undefined, `column ${name} is in the schema`);
  const isExpected = isExpectedIn(column, environment);
  const domain = domainOf(schema, name, column)?.values;
  switch (column.type) {
    case 'integer':
    case 'number':
      return numberChecker(name, column, { isExpected, domain });
    case 'string':
      return textChecker(name, column, { isExpected, domain });
    case 'boolean':
      return truthChecker(name, column, { isExpected });
    case 'date':
      return dateChecker(name, column, { isExpected, format: dateFormats?.get(name) ?? 'iso' });
    default:
      invariant(false, `type ${String(column.type)} has a checker`);
  }
}
