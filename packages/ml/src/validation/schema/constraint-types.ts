import type { ColumnSchema, ColumnType } from '@kaizenml/contracts';

/** Which types a constraint is made for; a constraint that is not named fits every type. */
export const CONSTRAINT_TYPES = {
  values: ['integer', 'string'],
  domain: ['integer', 'string'],
  minDomainMass: ['integer', 'string'],
  range: ['integer', 'number', 'date'],
  disallowNaN: ['integer', 'number'],
  disallowInfinity: ['integer', 'number'],
  isCategorical: ['integer'],
  booleanWords: ['boolean'],
  format: ['string'],
  length: ['string'],
} as const satisfies Partial<Record<keyof ColumnSchema, readonly ColumnType[]>>;

/** Constraints of a column that do not fit a type. */
export function unfitConstraints(
  spec: ColumnSchema,
  type: ColumnType,
): readonly (keyof typeof CONSTRAINT_TYPES)[] {
  return (Object.keys(CONSTRAINT_TYPES) as (keyof typeof CONSTRAINT_TYPES)[]).filter((key) => {
    const types: readonly ColumnType[] = CONSTRAINT_TYPES[key];
    return spec[key] !== undefined && !types.includes(type);
  });
}
