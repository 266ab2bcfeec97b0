import {
  AppError,
  illegalValue,
  invariant,
  type ParamSpecs,
  resolveParams,
} from '@kaizenml/contracts';
import { seededRandom, shuffledIndices } from '../math/index.ts';
import type { Target } from '../models/index.ts';
import { type AnyTransformer, transformColumn } from '../preprocess/index.ts';
import { takeTargetRows } from '../search/index.ts';
import { type Column, columnLength, isNumeric, takeColumnRows } from '../table/index.ts';
import type { Check } from './estimator-checks.ts';
import { throughJson } from './json-round-trip.ts';
import { columnsOfKind, type SampleColumn } from './sample-columns.ts';

/**
 * What every transformer promises, ready for `describe.each`.
 *
 * @example
 * describe.each(TRANSFORMERS)('transformer $name', (transformer) => {
 *   it.each(transformerChecks(transformer))('$promise', ({ run }) => run());
 * });
 */
export function transformerChecks(transformer: AnyTransformer): readonly Check[] {
  const samples = transformer.accepts.flatMap(columnsOfKind);
  const each = (promise: string, holds: (sample: SampleColumn) => boolean): Check => ({
    promise,
    run() {
      for (const sample of samples)
        invariant(holds(sample), `${transformer.name} ${promise} (${sample.title})`);
    },
  });
  return [
    each('leaves its input untouched', ({ train, fresh }) => {
      const before = toText([train, fresh]);
      transformColumn(transformer, fit(transformer, train), fresh);
      return toText([train, fresh]) === before;
    }),
    each('makes columns of as many rows, under distinct names that start with its own', (sample) =>
      hasShape(apply(transformer, sample), sample.fresh),
    ),
    each(
      'makes numbers that are finite, or missing where it keeps them so, whatever comes',
      (sample) =>
        apply(transformer, sample).every(
          (column) =>
            column.kind !== 'number' ||
            column.values.every(
              (value) =>
                Number.isFinite(value) ||
                (transformer.keepsMissing === true && Number.isNaN(value)),
            ),
        ),
    ),
    each('survives a round trip through JSON with the same bits', ({ train, fresh }) => {
      const state = fit(transformer, train);
      const restored = throughJson(state);
      return sameCells(
        transformColumn(transformer, state, fresh),
        transformColumn(transformer, restored, fresh),
      );
    }),
    each('makes of a row alone what it makes of it among others', ({ train, fresh }) => {
      const state = fit(transformer, train);
      const among = transformColumn(transformer, state, fresh);
      return Array.from({ length: columnLength(fresh) }, (_, i) => [i]).every((row) =>
        sameCells(
          transformColumn(transformer, state, takeColumnRows(fresh, row)),
          among.map((column) => takeColumnRows(column, row)),
        ),
      );
    }),
    each('learns the same whatever the order of the rows', ({ train, fresh }) => {
      const order = shuffledIndices(columnLength(train), seededRandom(3));
      const y = sampleTarget(columnLength(train));
      const shuffled = fit(transformer, takeColumnRows(train, order), takeTargetRows(y, order));
      return nearCells(
        transformColumn(transformer, fit(transformer, train), fresh),
        transformColumn(transformer, shuffled, fresh),
      );
    }),
    each('learns the same state when it makes the training rows themselves', ({ train }) => {
      if (!transformer.crossFit) return true;
      const params = resolveParams(transformer.name, transformer.params);
      const y = sampleTarget(columnLength(train));
      const { state, columns } = transformer.crossFit(train, params, y);
      const names = transformer.outputs(state, train).map(({ name }) => name);
      return (
        toText(state) === toText(fit(transformer, train)) &&
        names.join('\n') === columns.map(({ name }) => name).join('\n') &&
        columns.every((column) => columnLength(column) === columnLength(train))
      );
    }),
    each('knows its own state, and no other', ({ train }) => {
      const state = fit(transformer, train);
      return transformer.isState(state) && ![null, undefined, 3, [], 'x'].some(transformer.isState);
    }),
    { promise: 'describes every parameter', run: () => checkDescriptions(transformer) },
    {
      promise: 'refuses an illegal value of each parameter',
      run: () => checkRefusals(transformer),
    },
  ];
}

function fit(
  transformer: AnyTransformer,
  column: Column,
  target = sampleTarget(columnLength(column)),
): unknown {
  return transformer.fit(column, resolveParams(transformer.name, transformer.params), target);
}

/** Three classes that go with nothing. */
function sampleTarget(nRows: number): Target {
  const codes = Int32Array.from({ length: nRows }, (_, i) => ((i * i + 1) % 7) % 3);
  return { kind: 'classification', codes, nClasses: 3 };
}

function apply(transformer: AnyTransformer, { train, fresh }: SampleColumn): readonly Column[] {
  return transformColumn(transformer, fit(transformer, train), fresh);
}

function hasShape(made: readonly Column[], input: Column): boolean {
  const names = made.map(({ name }) => name);
  return (
    names.length > 0 &&
    new Set(names).size === names.length &&
    names.every((name) => name.startsWith(input.name)) &&
    made.every((column) => columnLength(column) === columnLength(input))
  );
}

function toText(value: unknown): string {
  return JSON.stringify(value, (_key, entry: unknown) =>
    entry instanceof Float64Array || entry instanceof Int32Array
      ? Array.from(entry, (item) => (Object.is(item, -0) ? '-0' : String(item)))
      : entry,
  );
}

/** Cells compared by their text, since codes may number the levels in another order. */
function cellsOf(column: Column): readonly (number | string)[] {
  return isNumeric(column)
    ? [...column.values]
    : Array.from(column.codes, (code) => (code < 0 ? '' : `=${column.levels[code]}`));
}

function sameCells(a: readonly Column[], b: readonly Column[]): boolean {
  return compare(a, b, Object.is);
}

function nearCells(a: readonly Column[], b: readonly Column[]): boolean {
  return compare(a, b, (x, y) =>
    typeof x === 'number' && typeof y === 'number' && !Number.isNaN(x)
      ? Math.abs(x - y) <= 1e-9 * Math.max(1, Math.abs(x))
      : Object.is(x, y),
  );
}

function compare(
  a: readonly Column[],
  b: readonly Column[],
  equal: (x: number | string, y: number | string) => boolean,
): boolean {
  return (
    a.length === b.length &&
    a.every((column, j) => {
      const [first, second] = [cellsOf(column), cellsOf(b[j])];
      return (
        column.name === b[j].name &&
        first.length === second.length &&
        first.every((cell, i) => equal(cell, second[i]))
      );
    })
  );
}

function checkDescriptions({ name, params, accepts, source }: AnyTransformer): void {
  invariant(accepts.length > 0 && source !== '', `${name} says what it takes and its source`);
  for (const [param, spec] of Object.entries(params as ParamSpecs))
    invariant(spec.doc.endsWith('.'), `${name}.${param} is described in a sentence`);
  resolveParams(name, params, {});
}

function checkRefusals({ name, params }: AnyTransformer): void {
  for (const [param, spec] of Object.entries(params as ParamSpecs)) {
    const code = codeOf(() => resolveParams(name, params, { [param]: illegalValue(spec) }));
    invariant(code === 'PARAM_OUT_OF_RANGE', `${name}.${param} refuses an illegal value`);
  }
}

function codeOf(attempt: () => unknown): string | undefined {
  try {
    attempt();
    return undefined;
  } catch (thrown) {
    if (thrown instanceof AppError) return thrown.code;
    throw thrown;
  }
}
