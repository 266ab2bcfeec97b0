import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import {
  comparePcaPlane,
  fitPcaPlane,
  type HdddmState,
  startHdddm,
  stepHdddm,
} from '../../../packages/ml/src/drift/joint/index.ts';
import { encodeText, type Table } from '../../../packages/ml/src/table/index.ts';

interface Chunk {
  readonly x: readonly number[];
  readonly y: readonly (number | null)[];
  readonly z: readonly number[];
  readonly c: readonly string[];
}

const expected = JSON.parse(readFileSync(new URL('expected.json', import.meta.url), 'utf8')) as {
  readonly hdddm: {
    readonly reference: number[][];
    readonly nReference: number;
    readonly nRows: number;
    readonly batches: readonly {
      readonly counts: number[][];
      readonly distance: number;
      readonly change: number | null;
      readonly threshold: number | null;
      readonly isDrift: boolean;
    }[];
  };
  readonly reconstruction: {
    readonly reference: Chunk;
    readonly chunks: Readonly<Record<'alike' | 'turned', Chunk>>;
    readonly errors: Readonly<Record<string, { readonly mean: number; readonly sd: number }>>;
  };
};

it('HDDDM finds the distances, thresholds and drifts of menelaus', () => {
  const { reference, nReference, nRows, batches } = expected.hdddm;
  let state: HdddmState = startHdddm(reference, nReference);
  batches.forEach((batch) => {
    const step = stepHdddm(state, batch.counts, { nRows });
    expect(step.distance).toBeCloseTo(batch.distance, 12);
    if (batch.change !== null && step.change !== undefined)
      expect(step.change).toBeCloseTo(batch.change, 12);
    expect(step.threshold === undefined).toBe(batch.threshold === null);
    if (batch.threshold !== null) expect(step.threshold).toBeCloseTo(batch.threshold, 8);
    expect(step.isDrift).toBe(batch.isDrift);
    state = JSON.parse(JSON.stringify(step.state)) as HdddmState;
  });
});

it('reconstruction errors are those of NannyML', () => {
  const { reference, chunks, errors } = expected.reconstruction;
  const plane = fitPcaPlane(toTable(reference));
  if (plane === undefined) return expect.unreachable('there are columns');
  expect(plane.mean).toBeCloseTo(errors.reference?.mean ?? 0, 10);
  expect(plane.sd).toBeCloseTo(errors.reference?.sd ?? 0, 10);
  const [alike, turned] = [chunks.alike, chunks.turned].map((chunk) =>
    comparePcaPlane(plane, toTable(chunk)),
  );
  expect(alike?.current).toBeCloseTo(errors.alike?.mean ?? 0, 10);
  expect(turned?.current).toBeCloseTo(errors.turned?.mean ?? 0, 10);
  expect(alike?.pValue).toBeGreaterThan(0.05);
  expect(turned?.pValue).toBeLessThan(1e-6);
});

function toTable({ x, y, z, c }: Chunk): Table {
  const numbers = Object.entries({ x, y, z }).map(([name, values]) => ({
    ...{ name, kind: 'number' as const },
    values: Float64Array.from(values, (value) => value ?? Number.NaN),
  }));
  return { nRows: x.length, columns: [...numbers, encodeText('c', 'category', c)] };
}
