import { ATTRIBUTES, nameOfField, type RunField } from './run-field.ts';
import { type FoundRun, fieldValue } from './run-value.ts';

/** A field of some runs: how many have it, and whether it tells them apart. */
export interface FieldOfRuns {
  readonly field: RunField;
  readonly nRuns: number;
  readonly nValues: number;
}

/** Columns that are shown unasked, of each kind at most. */
const MOST_SHOWN = { metric: 5, param: 5 } as const;

/** Tags that clients keep for themselves. */
const OWN_TAGS = /^(mlflow|kaizen)\./;

/** Params, metrics and tags of runs; of each kind those that most runs have come first, then by name. */
export function fieldsOf(runs: readonly FoundRun[]): readonly FieldOfRuns[] {
  return [
    ...fieldsOfKind(runs, 'metric', ({ metrics }) => metrics),
    ...fieldsOfKind(runs, 'param', ({ params }) => params),
    ...fieldsOfKind(runs, 'tag', ({ tags }) => tags).filter(({ field }) => !isOwnTag(field)),
  ];
}

/** Whether a tag is one that a client keeps for itself. */
export function isOwnTag({ of, key }: RunField): boolean {
  return of === 'tag' && OWN_TAGS.test(key);
}

function fieldsOfKind(
  runs: readonly FoundRun[],
  of: 'metric' | 'param' | 'tag',
  partOf: (run: FoundRun) => Readonly<Record<string, unknown>>,
): FieldOfRuns[] {
  const seen = new Map<string, { nRuns: number; readonly values: Set<unknown> }>();
  for (const run of runs)
    for (const [key, value] of Object.entries(partOf(run))) {
      const one = seen.get(key) ?? { nRuns: 0, values: new Set() };
      one.nRuns += 1;
      one.values.add(value);
      seen.set(key, one);
    }
  return [...seen]
    .map(([key, { nRuns, values }]) => ({ field: { of, key }, nRuns, nValues: values.size }))
    .sort((a, b) => b.nRuns - a.nRuns || (a.field.key < b.field.key ? -1 : 1));
}

/** The columns that tell runs apart: state and time, the metrics that most have, the params that differ. */
export function usualColumns(
  runs: readonly FoundRun[],
  { hasExperiment }: { readonly hasExperiment: boolean },
): readonly RunField[] {
  const fields = fieldsOf(runs);
  const ofKind = (of: 'metric' | 'param', isShown: (field: FieldOfRuns) => boolean) =>
    fields
      .filter((one) => one.field.of === of && isShown(one))
      .slice(0, MOST_SHOWN[of])
      .map(({ field }) => field);
  return [
    attribute('status'),
    attribute('start_time'),
    attribute('duration'),
    ...(hasExperiment ? [] : [attribute('experiment')]),
    ...ofKind('metric', () => true),
    ...ofKind('param', ({ nRuns, nValues }) => nValues > 1 || nRuns < runs.length),
  ];
}

function attribute(key: keyof typeof ATTRIBUTES): RunField {
  return { of: 'attribute', key };
}

/** Every field that a column may show, those of `runs` and those that are shown already. */
export function columnChoices(
  runs: readonly FoundRun[],
  shown: readonly RunField[],
): readonly RunField[] {
  const all = [
    ...Object.keys(ATTRIBUTES).map((key): RunField => ({ of: 'attribute', key })),
    ...shown,
    ...fieldsOf(runs).map(({ field }) => field),
  ];
  return [...new Map(all.map((field) => [nameOfField(field), field])).values()];
}

/** Whether the values of a field stand on the right, as numbers do. */
export function isNumberColumn(runs: readonly FoundRun[], field: RunField): boolean {
  if (field.of === 'metric' || (field.of === 'attribute' && field.key === 'duration')) return true;
  if (field.of === 'attribute') return false;
  const values = runs.map((run) => fieldValue(run, field)).filter((value) => value !== undefined);
  return values.length > 0 && values.every((value) => value !== '' && !Number.isNaN(Number(value)));
}
