import type { GraphStep, TransformGraph } from '../../preprocess/index.ts';
import { isNumericKind } from '../../table/index.ts';
import type { Message } from '../proto/message.ts';
import { node, tensor } from './encode.ts';
import { notExpressible } from './not-expressible.ts';

/** The operators that make a matrix of columns. */
export interface Preparation {
  readonly nodes: readonly Message[];
  readonly weights: readonly Message[];
  /** For each matrix column whether it holds places of levels. */
  readonly areLevels: readonly boolean[];
}

/** Domain of the operators of machine learning. */
export const ML = 'ai.onnx.ml';

/**
 * Writes a graph that leaves columns as they are: numbers, infinite ones missing, and categories by the place of their level.
 *
 * Each input is a column of its own: `[rows, 1]` of double precision, or of text, where an empty one is missing.
 *
 * @param matrix Name of the tensor that is made.
 * @throws MODEL_NOT_EXPORTABLE for every other step
 */
export function prepareNodes(graph: TransformGraph, matrix: string): Preparation {
  const { inputs, derived, steps } = graph;
  if (derived !== undefined && derived.length > 0)
    throw notExpressible(`the column "${derived[0].name}" that is made of two others`);
  const nodes: Message[] = [];
  const made = inputs.map(({ name, kind }, j) => {
    const own = steps.filter(({ input }) => input === name);
    const [step] = own;
    if (step === undefined) return undefined;
    if (own.length > 1) throw unknownStep(own[1]);
    const output = `column ${j}`;
    if (step.transformer === 'keep-number' && isNumericKind(kind))
      nodes.push(...finiteOrMissing(name, output));
    else if (step.transformer === 'ordinal') nodes.push(...placeOfLevel(name, output, step));
    else throw unknownStep(step);
    return { output, isLevel: step.transformer === 'ordinal' };
  });
  const columns = made.filter((column) => column !== undefined);
  nodes.push(
    node('Concat', {
      inputs: columns.map(({ output }) => output),
      outputs: [matrix],
      attributes: { axis: 1 },
    }),
  );
  const weights = [tensor('missing', { type: 'double', values: [Number.NaN] })];
  return { nodes, weights, areLevels: columns.map(({ isLevel }) => isLevel) };
}

function finiteOrMissing(input: string, output: string): Message[] {
  const isInfinite = `${output} is infinite`;
  return [
    node('IsInf', { inputs: [input], outputs: [isInfinite] }),
    node('Where', { inputs: [isInfinite, 'missing', input], outputs: [output] }),
  ];
}

function placeOfLevel(input: string, output: string, { state }: GraphStep): Message[] {
  const { levels } = state as { readonly levels: readonly string[] };
  const place = `${output} place`;
  return [
    node('LabelEncoder', {
      inputs: [input],
      outputs: [place],
      domain: ML,
      attributes: {
        keys_tensor: { type: 'string', values: ['', ...levels] },
        values_tensor: { type: 'int64', values: [-1, ...levels.keys()] },
        default_tensor: { type: 'int64', values: [levels.length] },
      },
    }),
    node('Cast', { inputs: [place], outputs: [output], attributes: { to: 11 } }),
  ];
}

function unknownStep({ transformer, column }: GraphStep) {
  return notExpressible(`the step "${transformer}" of column "${column}"`);
}
