import type { LabelValue, LoggedRequest } from '../log.ts';
import { commonKind, kindOfValue, type ValueKind } from './value-kind.ts';

/** Columns of features or classes beyond which requests are kept as they are: more would be no table. */
const MOST_COLUMNS = 2000;

/** A column of the table and what it is called in requests. */
export interface NamedColumn {
  readonly name: string;
  readonly column: string;
}

/** A column of a feature. */
export interface FeatureColumn extends NamedColumn {
  readonly kind: ValueKind;
  /** What an empty cell was: no such key in the row, or else a null. */
  readonly isAbsentWhenEmpty: boolean;
}

/** Which columns a file of logged requests has, and what they hold; it lies in the file, for its readers. */
export interface Layout {
  readonly format: 1;
  readonly features: readonly FeatureColumn[];
  /** Of models of tensors; absent in files without any. */
  readonly outputs?: readonly FeatureColumn[];
  readonly prediction: ValueKind;
  readonly probabilities: readonly NamedColumn[];
  readonly quantiles: readonly NamedColumn[];
  readonly label: ValueKind;
}

/** Looks at every request once and then says which columns hold them. */
export interface LayoutSurvey {
  see(request: LoggedRequest): void;
  seeLabel(label: LabelValue): void;
  finish(): Layout;
}

interface Seen {
  kind: ValueKind | undefined;
  nNulls: number;
}

/** Begins a survey. Feature columns stand in the order in which rows first have them. */
export function surveyLayout(): LayoutSurvey {
  const features = new Map<string, Seen>();
  const answered = new Map<string, Seen>();
  const probabilities = new Set<string>();
  const quantiles = new Set<string>();
  let prediction: ValueKind | undefined;
  let label: ValueKind | undefined;
  return {
    see({ rows, predictions, outputs = [] }) {
      for (const row of rows)
        for (const name of Object.keys(row)) seeValue(features, name, row[name]);
      for (const row of outputs)
        for (const name of Object.keys(row)) seeValue(answered, name, row[name]);
      for (const answer of predictions) {
        prediction = commonKind(prediction, kindOfValue(answer.prediction));
        for (const name of Object.keys(answer.probabilities ?? {})) remember(probabilities, name);
        for (const name of Object.keys(answer.quantiles ?? {})) remember(quantiles, name);
      }
    },
    seeLabel(value) {
      label = commonKind(label, kindOfValue(value));
    },
    finish() {
      const columnOf = columnNames();
      return {
        format: 1,
        features: featureColumns(features, (name) => columnOf(`feature_${name}`)),
        ...(answered.size === 0
          ? {}
          : { outputs: featureColumns(answered, (name) => columnOf(`output_${name}`)) }),
        prediction: prediction ?? 'text',
        probabilities: [...probabilities].map((name) => ({
          name,
          column: columnOf(`probability_${name}`),
        })),
        quantiles: [...quantiles].map((name) => ({ name, column: columnOf(`quantile_${name}`) })),
        label: label ?? 'text',
      };
    },
  };
}

function featureColumns(
  seen: ReadonlyMap<string, Seen>,
  columnOf: (name: string) => string,
): FeatureColumn[] {
  return [...seen].map(([name, { kind = 'text', nNulls }]) => ({
    ...{ name, column: columnOf(name), kind },
    isAbsentWhenEmpty: nNulls === 0,
  }));
}

function seeValue(features: Map<string, Seen>, name: string, value: unknown): void {
  let seen = features.get(name);
  if (seen === undefined) {
    if (features.size >= MOST_COLUMNS || !mayNameColumn(name)) return;
    seen = { kind: undefined, nNulls: 0 };
    features.set(name, seen);
  }
  if (value === null) seen.nNulls += 1;
  else seen.kind = commonKind(seen.kind, kindOfValue(value));
}

function remember(names: Set<string>, name: string): void {
  if (names.size < MOST_COLUMNS && mayNameColumn(name)) names.add(name);
}

/** A key that would set the prototype of a row stays in the original. */
function mayNameColumn(name: string): boolean {
  return kindOfValue(name) === 'text' && name !== '__proto__';
}

/** Names that differ in more than case, as databases ask for: `feature_Age`, `feature_age_2`. */
function columnNames(): (wanted: string) => string {
  const taken = new Set<string>();
  return (wanted) => {
    let name = wanted;
    for (let i = 2; taken.has(name.toLowerCase()); i++) name = `${wanted}_${i}`;
    taken.add(name.toLowerCase());
    return name;
  };
}
