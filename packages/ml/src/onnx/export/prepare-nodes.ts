import {
  type GraphStep,
  MISSING_LEVEL,
  OTHER_LEVEL,
  type TransformGraph,
} from '../../preprocess/index.ts';
import { isNumericKind } from '../../table/index.ts';
import type { Message } from '../proto/message.ts';
import { node, tensor } from './encode.ts';
import { notExpressible } from './not-expressible.ts';
import { numberLevels, type TextLevels } from './text-levels.ts';

/** The operators that make a matrix of columns. */
export interface Preparation {
  readonly nodes: readonly Message[];
  readonly weights: readonly Message[];
  /** For each matrix column whether it holds places of levels. */
  readonly areLevels: readonly boolean[];
}

/** Domain of the operators of machine learning. */
export const ML = 'ai.onnx.ml';

/** A column on its way: numbers, or texts that are not numbers yet. */
type Value =
  | {
      readonly kind: 'numbers';
      readonly tensor: string;
      readonly areLevels: boolean;
      readonly width: number;
    }
  | ({ readonly kind: 'texts' } & TextLevels);

/** What the writers of steps share. */
interface Scope {
  readonly nodes: Message[];
  readonly weights: Message[];
  /** A name that nothing else has. */
  readonly name: (what: string) => string;
  /** Name of the weight NaN. */
  readonly missing: string;
}

type WriteStep = (scope: Scope, value: Value, step: GraphStep) => readonly Value[];

/** What can be said exactly, by the name of its transformer. */
const WRITERS: Readonly<Record<string, WriteStep>> = {
  'keep-number': keepNumber,
  'impute-number': imputeNumber,
  scale,
  ordinal,
  'impute-category': (_, value, step) => [{ ...textsOf(value, step), missing: MISSING_LEVEL }],
  'rare-levels': (_, value, step) => {
    const texts = textsOf(value, step);
    if (texts.kept !== undefined) throw unknownStep(step);
    return [{ ...texts, kept: new Set((step.state as { readonly kept: readonly string[] }).kept) }];
  },
  'one-hot': oneHot,
};

/**
 * Writes a graph whose steps are arithmetic of numbers and tables of levels.
 *
 * Each input is a column of its own: `[rows, 1]` of double precision, or of text, where an empty one is missing.
 *
 * @param matrix Name of the tensor that is made; other names begin with it.
 * @throws MODEL_NOT_EXPORTABLE for every other step
 */
export function prepareNodes(graph: TransformGraph, matrix: string): Preparation {
  const { inputs, derived, steps } = graph;
  if (derived !== undefined && derived.length > 0)
    throw notExpressible(`the column "${derived[0].name}" that is made of two others`);
  let nNames = 0;
  const missing = `${matrix} missing`;
  const scope: Scope = {
    nodes: [],
    missing,
    weights: [tensor(missing, { type: 'double', values: [Number.NaN] })],
    name: (what) => `${matrix} ${what} ${nNames++}`,
  };
  const columns = inputs.flatMap(({ name, kind }) => {
    const own = steps.filter(({ input }) => input === name);
    if (own.length === 0) return [];
    const first: Value = isNumericKind(kind)
      ? { kind: 'numbers', tensor: name, areLevels: false, width: 1 }
      : { kind: 'texts', tensor: name, missing: null, kept: undefined };
    const chain: { readonly name: string; readonly value: Value }[] = [{ name, value: first }];
    for (const step of own) {
      const at = chain.findIndex((column) => column.name === step.column);
      const write = WRITERS[step.transformer];
      if (write === undefined) throw unknownStep(step);
      const made = write(scope, chain[at].value, step);
      // What one step makes together stays together: a block of 0/1 columns is one tensor.
      const named = made.map((value, k) => ({ name: step.outputs[k], value }));
      chain.splice(at, 1, ...named);
    }
    return chain.map(({ value }) => {
      if (value.kind === 'texts') throw notExpressible(`the column "${name}" of text`);
      return value;
    });
  });
  const inputsOfMatrix = columns.map((column) => column.tensor);
  scope.nodes.push(
    node('Concat', { inputs: inputsOfMatrix, outputs: [matrix], attributes: { axis: 1 } }),
  );
  return {
    nodes: scope.nodes,
    weights: scope.weights,
    areLevels: columns.flatMap(({ areLevels, width }) => Array<boolean>(width).fill(areLevels)),
  };
}

function keepNumber(
  { nodes, name, missing }: Scope,
  value: Value,
  step: GraphStep,
): readonly Value[] {
  const { tensor: input } = numbersOf(value, step);
  const [isInfinite, kept] = [name('is infinite'), name('number')];
  nodes.push(
    node('IsInf', { inputs: [input], outputs: [isInfinite] }),
    node('Where', { inputs: [isInfinite, missing, input], outputs: [kept] }),
  );
  return [{ kind: 'numbers', tensor: kept, areLevels: false, width: 1 }];
}

function imputeNumber(scope: Scope, value: Value, step: GraphStep): readonly Value[] {
  const { nodes, name } = scope;
  const { tensor: input } = numbersOf(value, step);
  const { median, hasMissing } = step.state as {
    readonly median: number;
    readonly hasMissing: boolean;
  };
  const [isInfinite, isNothing, isMissing] = [
    name('is infinite'),
    name('is NaN'),
    name('is missing'),
  ];
  const imputed = name('imputed');
  nodes.push(
    node('IsInf', { inputs: [input], outputs: [isInfinite] }),
    node('IsNaN', { inputs: [input], outputs: [isNothing] }),
    node('Or', { inputs: [isInfinite, isNothing], outputs: [isMissing] }),
    node('Where', { inputs: [isMissing, constant(scope, median), input], outputs: [imputed] }),
  );
  const numbers = { kind: 'numbers', areLevels: false, width: 1 } as const;
  if (!hasMissing) return [{ ...numbers, tensor: imputed }];
  const mark = name('mark');
  nodes.push(node('Cast', { inputs: [isMissing], outputs: [mark], attributes: { to: 11 } }));
  return [
    { ...numbers, tensor: imputed },
    { ...numbers, tensor: mark },
  ];
}

/** Largest distance from the mean that `scale` keeps. */
const FARTHEST = 1e12;

function scale(scope: Scope, value: Value, step: GraphStep): readonly Value[] {
  const { nodes, name } = scope;
  const { tensor: input } = numbersOf(value, step);
  const { mean, sd } = step.state as { readonly mean: number; readonly sd: number };
  const scaled = name('scaled');
  if (sd === 0) nodes.push(node('Sub', { inputs: [input, input], outputs: [scaled] }));
  else {
    const [centered, distance] = [name('centered'), name('distance')];
    nodes.push(
      node('Sub', { inputs: [input, constant(scope, mean)], outputs: [centered] }),
      node('Div', { inputs: [centered, constant(scope, sd)], outputs: [distance] }),
      node('Clip', {
        inputs: [distance, constant(scope, -FARTHEST, []), constant(scope, FARTHEST, [])],
        outputs: [scaled],
      }),
    );
  }
  return [{ kind: 'numbers', tensor: scaled, areLevels: false, width: 1 }];
}

function ordinal(scope: Scope, value: Value, step: GraphStep): readonly Value[] {
  const { levels } = step.state as { readonly levels: readonly string[] };
  const codes = new Map(levels.map((level, code) => [level, code]));
  const place = placeOf(scope, textsOf(value, step), levels, (level) =>
    level === null ? -1 : (codes.get(level) ?? levels.length),
  );
  const output = scope.name('code');
  scope.nodes.push(node('Cast', { inputs: [place], outputs: [output], attributes: { to: 11 } }));
  return [{ kind: 'numbers', tensor: output, areLevels: true, width: 1 }];
}

interface OneHot {
  readonly columns: readonly string[];
  readonly zero: string | null;
  readonly unseen: number;
}

/** A table with a row of 0/1 columns for each level that is told apart, for missing ones and for unseen ones. */
function oneHot(scope: Scope, value: Value, step: GraphStep): readonly Value[] {
  const { columns, zero, unseen } = step.state as OneHot;
  const known = [...columns, ...(zero === null ? [] : [zero])];
  const rows: number[][] = [];
  const rowOf = (level: string | null): number => {
    const hot =
      columns.length === 1 ? [oneOf({ columns, zero, unseen }, level)] : manyOf(columns, level);
    return rows.push(hot) - 1;
  };
  const place = placeOf(scope, textsOf(value, step), known, rowOf);
  const [flat, output] = [scope.name('row'), scope.name('levels')];
  const table = scope.name('table');
  scope.weights.push(
    tensor(table, { type: 'double', values: rows.flat() }, [rows.length, columns.length]),
  );
  const every = scope.name('every');
  scope.weights.push(tensor(every, { type: 'int64', values: [-1] }));
  scope.nodes.push(
    node('Reshape', { inputs: [place, every], outputs: [flat] }),
    node('Gather', { inputs: [table, flat], outputs: [output] }),
  );
  return [{ kind: 'numbers', tensor: output, areLevels: false, width: columns.length }];
}

function oneOf({ columns: [one], zero, unseen }: OneHot, level: string | null): number {
  if (level === zero) return 0;
  if (level === one) return 1;
  return level === null || one !== OTHER_LEVEL ? unseen : 1;
}

function manyOf(columns: readonly string[], level: string | null): number[] {
  const hot = columns.indexOf(level ?? '');
  const at = level === null ? -1 : hot < 0 ? columns.indexOf(OTHER_LEVEL) : hot;
  return columns.map((_, j) => (j === at ? 1 : 0));
}

/** The operator that gives each text its number. */
function placeOf(
  { nodes, name }: Scope,
  texts: TextLevels,
  levels: readonly string[],
  numberOf: (level: string | null) => number,
): string {
  const place = name('place');
  const { keys, values, otherwise } = numberLevels(texts, levels, numberOf);
  nodes.push(
    node('LabelEncoder', {
      inputs: [texts.tensor],
      outputs: [place],
      domain: ML,
      attributes: {
        keys_tensor: { type: 'string', values: keys },
        values_tensor: { type: 'int64', values },
        default_tensor: { type: 'int64', values: [otherwise] },
      },
    }),
  );
  return place;
}

/** A number as a weight. @param shape Default: one axis. */
function constant({ weights, name }: Scope, value: number, shape: readonly number[] = [1]): string {
  const made = name('constant');
  weights.push(tensor(made, { type: 'double', values: [value] }, [...shape]));
  return made;
}

function numbersOf(value: Value, step: GraphStep) {
  if (value.kind !== 'numbers') throw unknownStep(step);
  return value;
}

function textsOf(value: Value, step: GraphStep) {
  if (value.kind !== 'texts') throw unknownStep(step);
  return value;
}

function unknownStep({ transformer, column }: GraphStep) {
  return notExpressible(`the step "${transformer}" of column "${column}"`);
}
