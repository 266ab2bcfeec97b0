import type {
  Anomaly,
  AnomalyName,
  ColumnStatistics,
  Comparator,
  DatasetStatistics,
} from '@kaizenml/contracts';
import type { ColumnSubject } from '../checks/column-subject.ts';
import { sayNumber } from '../checks/sentences.ts';
import { makeAnomaly } from '../make-anomaly.ts';
import { makePatch } from '../make-patch.ts';
import {
  jensenShannonDivergence,
  lInfinityDistance,
  normalizedCountDifference,
} from './column-distances.ts';

/** What a table is compared with. */
export interface ComparedTable {
  readonly kind: 'skew' | 'drift';
  /** Reads after "those of": `the span before`, `serving`. */
  readonly title: string;
  readonly statistics: DatasetStatistics;
}

interface Bound {
  readonly anomaly: AnomalyName;
  readonly key: keyof Comparator;
  readonly what: string;
}

const BOUNDS: readonly Bound[] = [
  { anomaly: 'COMPARATOR_L_INFTY_HIGH', key: 'maxLInfinity', what: 'shares of its values' },
  {
    anomaly: 'COMPARATOR_JENSEN_SHANNON_DIVERGENCE_HIGH',
    key: 'maxJensenShannon',
    what: 'distribution (Jensen-Shannon divergence)',
  },
  {
    anomaly: 'COMPARATOR_NORMALIZED_ABSOLUTE_DIFFERENCE_HIGH',
    key: 'maxNormalizedDifference',
    what: 'counts (normalized absolute difference)',
  },
];

/** Whether a column lies as near to another table's as its comparators want: skew and drift. */
export function checkComparators(
  subject: ColumnSubject,
  compared: readonly ComparedTable[],
): Anomaly[] {
  return compared.flatMap((table) => checkComparator(subject, table));
}

function checkComparator(subject: ColumnSubject, table: ComparedTable): Anomaly[] {
  const { name, spec, column, nPresent } = subject;
  const comparator = spec[table.kind];
  if (comparator === undefined || nPresent === 0) return [];
  const control = table.statistics.columns.find((other) => other.name === name);
  if (control === undefined || control.nMissing === control.nRows) {
    return [
      makeAnomaly('COMPARATOR_CONTROL_DATA_MISSING', {
        column: name,
        long: `Column "${name}" must be compared with that of ${table.title}, got ${control === undefined ? 'none of this name' : 'one without values'} there.`,
        details: { kind: table.kind, comparedWith: table.title },
      }),
    ];
  }
  return BOUNDS.flatMap(({ anomaly, key, what }) => {
    const limit = comparator[key];
    if (limit === undefined) return [];
    const { distance, value } = distanceOf(key, {
      column,
      control,
      isCategorical: isCategory(subject),
    });
    if (distance <= limit) return [];
    const at = value === null ? '' : ` at ${JSON.stringify(value)}`;
    return [
      makeAnomaly(anomaly, {
        column: name,
        long: `Column "${name}" must keep the ${what} within ${limit} of those of ${table.title}, got ${sayNumber(distance)}${at}.`,
        details: { kind: table.kind, comparedWith: table.title, limit, distance, value },
        patch: makePatch({
          anomaly,
          column: name,
          says: `The ${what} of "${name}" may be ${sayNumber(roundUp(distance))} apart.`,
          changes: [
            { path: ['columns', name, table.kind, key], from: limit, to: roundUp(distance) },
          ],
        }),
      }),
    ];
  });
}

function isCategory({ spec }: ColumnSubject): boolean {
  return spec.type === 'string' || spec.type === 'boolean' || spec.isCategorical === true;
}

function distanceOf(
  key: keyof Comparator,
  {
    column,
    control,
    isCategorical,
  }: {
    readonly column: ColumnStatistics;
    readonly control: ColumnStatistics;
    readonly isCategorical: boolean;
  },
): { readonly distance: number; readonly value: string | null } {
  if (key === 'maxLInfinity') return lInfinityDistance(control, column);
  const distance =
    key === 'maxJensenShannon'
      ? jensenShannonDivergence(control, column, { isCategorical })
      : normalizedCountDifference(control, column, { isCategorical });
  return { distance, value: null };
}

/** Two digits behind the point, never less than there is. */
function roundUp(distance: number): number {
  return Math.min(1, Math.ceil(distance * 100) / 100);
}
