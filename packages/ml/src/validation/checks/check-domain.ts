import {
  type Anomaly,
  type AnomalyName,
  closestNames,
  type FrequentValue,
} from '@kaizenml/contracts';
import { percent } from '../../guardrails/index.ts';
import { makeAnomaly } from '../make-anomaly.ts';
import { makePatch } from '../make-patch.ts';
import { type Domain, domainOf } from '../schema/domain-of.ts';
import { type ColumnSubject, rowsWith } from './column-subject.ts';
import { sayRows, sayValues } from './sentences.ts';

const NAME: AnomalyName = 'ENUM_TYPE_UNEXPECTED_STRING_VALUES';
/** A domain of more values is no list that people read. */
const LONGEST_DOMAIN = 400;
const MAX_SHOWN = 256;

/** Whether enough of the values are in the domain of the column. */
export function checkDomain(subject: ColumnSubject): Anomaly[] {
  const { name, spec, schema, seen, nPresent, isComplete, column } = subject;
  const domain = domainOf(schema, name, spec);
  if (domain === undefined || nPresent === 0) return [];
  const allowed = new Set(domain.values.map(shown));
  const normal = spec.type === 'integer' ? wholeNumber : (value: string) => value;
  const bad = rowsWith(seen, (value) => !allowed.has(value) && !allowed.has(normal(value)));
  const { minDomainMass = 1 } = spec;
  const isOverflowing = minDomainMass === 1 && !isComplete && hasMoreThan(subject, allowed.size);
  if (bad.count / nPresent <= 1 - minDomainMass + 1e-12 && !isOverflowing) return [];
  const count = isComplete ? bad.count : null;
  const limit = minDomainMass === 1 ? '' : ` in at least ${percent(minDomainMass)} of the values`;
  return [
    makeAnomaly(NAME, {
      column: name,
      long: `Column "${name}" must be one of its ${domain.values.length} values${limit}, got ${givenValues(subject, bad.values)}${count === null ? '' : ` in ${sayRows(count, column.nRows)}`}.`,
      count,
      nRows: column.nRows,
      details: {
        minDomainMass,
        nAllowed: domain.values.length,
        unexpected: bad.values.slice(0, 20).map(({ value, count: rows }) => ({ value, rows })),
        nearest: nearestOf(bad.values, domain.values),
      },
      patch: allowValues(name, domain, bad.values),
    }),
  ];
}

function givenValues({ column }: ColumnSubject, bad: readonly FrequentValue[]): string {
  return bad.length > 0 ? sayValues(bad) : `about ${column.distinct.count} different ones`;
}

function hasMoreThan({ column: { distinct } }: ColumnSubject, size: number): boolean {
  return distinct.count * (1 - 3 * distinct.relativeError) > size;
}

/** Texts are cut in statistics. */
function shown(text: string): string {
  return text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN).toWellFormed()}…` : text;
}

function wholeNumber(value: string): string {
  const x = Number(value);
  return value.trim() === '' || !Number.isInteger(x) ? value : String(x);
}

function nearestOf(
  bad: readonly FrequentValue[],
  allowed: readonly string[],
): Record<string, string> {
  const pairs = bad.slice(0, 5).flatMap(({ value }) => {
    const [nearest] = closestNames(value, allowed, 1);
    return nearest === undefined ? [] : [[value, nearest] as const];
  });
  return Object.fromEntries(pairs);
}

function allowValues(
  name: string,
  { values, path }: Domain,
  bad: readonly FrequentValue[],
): ReturnType<typeof makePatch> | null {
  const added = bad.map(({ value }) => value).sort();
  if (added.some((value) => value.endsWith('…'))) return null;
  const isList = added.length > 0 && values.length + added.length <= LONGEST_DOMAIN;
  const isShared = path[0] === 'domains';
  if (!isList && isShared) return null;
  const change = isList
    ? { path, from: values, to: [...values, ...added] }
    : { path, from: values };
  return makePatch({
    anomaly: NAME,
    column: name,
    says: isList
      ? `"${name}" may be ${sayValues(added)}${isShared ? `, and so may every column of the domain "${path[1]}"` : ''}.`
      : `"${name}" may have any value.`,
    changes: [change],
    about: isList ? added : null,
  });
}
