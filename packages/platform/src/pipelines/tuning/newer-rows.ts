import { AppError } from '@kaizenml/contracts';
import { findColumn, getColumn, isNumeric, type Table } from '@kaizenml/ml/table';
import type { ArtifactStore } from '../../artifacts/store.ts';
import { thinFolds } from '../honesty/thin-rows.ts';
import { step } from '../step.ts';
import type { SplitOutput } from '../steps/split.ts';
import type { Validated } from '../steps/validate.ts';
import { type Base, readBase } from './read-base.ts';
import type { Tunes } from './tunes.ts';

/** Fewest rows that a correction learns from, and that it is measured on. */
const [LEAST_TRAIN, LEAST_TEST] = [80, 20] as const;

/** A learning problem among the rows that a base has not learned from, with the columns that it reads. */
export interface Narrowed {
  readonly validated: Validated;
  readonly split: SplitOutput;
}

/** Leaves the rows out that the base has learned from: to them its answers look better than they are. */
export const newerRows = (artifacts: ArtifactStore) =>
  step<{ table: Table; validated: Validated; split: SplitOutput }, Tunes, Narrowed>({
    name: 'newer-rows',
    title: 'Finding what the model has not learned from',
    url: import.meta.url,
    async run({ table, validated, split }, { artifact, column, since }) {
      const base = await readBase(artifacts, artifact);
      const read = withInputs(table, validated, base);
      const came = getColumn(table, column);
      const sinceMs = Date.parse(since);
      const isNewer = (row: number | undefined): boolean =>
        row !== undefined && isNumeric(came) && (came.values[row] ?? 0) > sinceMs;
      const places = (part: Int32Array) =>
        Int32Array.from(part.keys()).filter((at) => isNewer(read.rows[part[at] ?? -1]));
      const kept = places(split.train);
      const take = (part: Int32Array, among: Int32Array) => among.map((at) => part[at] ?? -1);
      const narrowed: SplitOutput = {
        ...split,
        train: take(split.train, kept),
        test: take(split.test, places(split.test)),
        folds: thinFolds(split.folds, kept),
      };
      assertEnough(narrowed, since);
      return { validated: read, split: narrowed };
    },
  });

/**
 * The columns that may be used, and those that the base reads.
 *
 * @throws TARGET_UNUSABLE for other classes, FEATURES_UNUSABLE where a column of the base is gone or of another kind
 */
function withInputs(table: Table, validated: Validated, { model }: Base): Validated {
  const { inputs, output } = model.signature;
  const classes = output.classes ?? [];
  if (output.name !== validated.target || asSet(classes) !== asSet(validated.classes))
    throw new AppError('TARGET_UNUSABLE', {
      message: `The rows must have the classes that the model answers, ${said(classes)}, got ${said(validated.classes)}.`,
      hint: 'A model for other classes is trained from the start: `start: over`.',
      details: { expected: classes, received: validated.classes },
    });
  const odd = inputs.find(({ name, kind }) => findColumn(table, name)?.kind !== kind);
  if (odd !== undefined)
    throw new AppError('FEATURES_UNUSABLE', {
      message: `Column "${odd.name}" must be a ${odd.kind}, as the model reads it, got ${findColumn(table, odd.name)?.kind ?? 'no such column'}.`,
      hint: 'A model for other columns is trained from the start: `start: over`.',
      details: { column: odd.name, kind: odd.kind },
    });
  const used = new Set([...validated.features, ...inputs.map(({ name }) => name)]);
  const features = table.columns.map(({ name }) => name).filter((name) => used.has(name));
  // Of two classes the rarer one may be another one by now.
  return { ...validated, features, classes };
}

function asSet(classes: readonly string[]): string {
  return JSON.stringify([...classes].sort());
}

function said(classes: readonly string[]): string {
  return classes.length === 0 ? 'none' : classes.map((each) => `"${each}"`).join(', ');
}

function assertEnough({ train, test }: SplitOutput, since: string): void {
  if (train.length >= LEAST_TRAIN && test.length >= LEAST_TEST) return;
  throw new AppError('TABLE_TOO_SMALL', {
    message: `A correction must have ${LEAST_TRAIN} rows to learn from and ${LEAST_TEST} to be measured on that came after ${since}, up to when the model has learned, got ${train.length} and ${test.length}.`,
    hint: 'Wait for more labels, or train from the start: `start: over`.',
    details: { nTrain: train.length, nTest: test.length },
  });
}
