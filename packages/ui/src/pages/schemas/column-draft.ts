import type { ColumnSchema, ColumnType, Comparator, LifecycleStage } from '@kaizenml/contracts';

/** A column of a schema as a form holds it: texts, empty where nothing is said. */
export interface ColumnDraft {
  readonly type: ColumnType;
  readonly unit: string;
  readonly doc: string;
  readonly stage: LifecycleStage;
  readonly isExpected: boolean;
  readonly minShare: string;
  readonly min: string;
  readonly max: string;
  /** A value per line. */
  readonly values: string;
  readonly minDomainMass: string;
  readonly isUnique: boolean;
  /** Environments that do not have the column. */
  readonly notIn: readonly string[];
  readonly drift: string;
  readonly skew: string;
}

/** The comparator that suits a type: shares of categories, distributions of numbers. */
export function comparatorKey(type: ColumnType): 'maxLInfinity' | 'maxJensenShannon' {
  return type === 'string' || type === 'boolean' ? 'maxLInfinity' : 'maxJensenShannon';
}

/** What a form shows of a column. */
export function toDraft(column: ColumnSchema): ColumnDraft {
  const key = comparatorKey(column.type);
  return {
    type: column.type,
    unit: column.unit ?? '',
    doc: column.doc ?? '',
    stage: column.stage ?? 'production',
    isExpected: column.presence !== undefined,
    minShare: textOf(column.presence?.minShare),
    min: textOf(column.range?.min),
    max: textOf(column.range?.max),
    values: (column.values ?? []).join('\n'),
    minDomainMass: textOf(column.minDomainMass),
    isUnique: column.isUnique ?? false,
    notIn: column.environments?.not ?? [],
    drift: textOf(column.drift?.[key]),
    skew: textOf(column.skew?.[key]),
  };
}

/** The fields that a form changes, as `schemas.edit` takes them: null takes one away; what the form does not show stays. */
export function changedFields(draft: ColumnDraft, column: ColumnSchema): Record<string, unknown> {
  const before = fieldsOf(toDraft(column), column);
  const after = fieldsOf(draft, column);
  return Object.fromEntries(
    Object.entries(after)
      .filter(([name, value]) => JSON.stringify(value) !== JSON.stringify(before[name]))
      .map(([name, value]) => [name, value ?? null]),
  );
}

function fieldsOf(draft: ColumnDraft, column: ColumnSchema): Record<string, unknown> {
  const values = draft.values.split('\n').flatMap((line) => (line.trim() === '' ? [] : [line]));
  const { minCount } = column.presence ?? {};
  return {
    type: draft.type,
    unit: draft.unit.trim() || undefined,
    doc: draft.doc.trim() || undefined,
    stage: draft.stage === 'production' ? undefined : draft.stage,
    presence: draft.isExpected ? { minShare: numberOf(draft.minShare), minCount } : undefined,
    range: objectOf({ min: boundOf(draft.min, draft.type), max: boundOf(draft.max, draft.type) }),
    values: values.length === 0 ? undefined : values,
    minDomainMass: numberOf(draft.minDomainMass),
    isUnique: draft.isUnique || undefined,
    environments: objectOf({
      only: column.environments?.only,
      not: draft.notIn.length === 0 ? undefined : draft.notIn,
    }),
    drift: comparatorOf(draft.drift, draft.type, column.drift),
    skew: comparatorOf(draft.skew, draft.type, column.skew),
  };
}

function comparatorOf(text: string, type: ColumnType, before: Comparator | undefined) {
  return objectOf({ ...before, [comparatorKey(type)]: numberOf(text) });
}

/** What is no number is left to the server, which says so. */
function numberOf(text: string): number | string | undefined {
  const trimmed = text.trim();
  if (trimmed === '') return undefined;
  const value = Number(trimmed);
  return Number.isFinite(value) ? value : trimmed;
}

function boundOf(text: string, type: ColumnType): number | string | undefined {
  return type === 'date' ? text.trim() || undefined : numberOf(text);
}

function objectOf(fields: Readonly<Record<string, unknown>>): object | undefined {
  const said = Object.entries(fields).filter(([, value]) => value !== undefined);
  return said.length === 0 ? undefined : Object.fromEntries(said);
}

function textOf(value: number | string | undefined): string {
  return value === undefined ? '' : String(value);
}
