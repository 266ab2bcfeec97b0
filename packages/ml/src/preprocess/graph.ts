import type { ColumnKind } from '@kaizenml/contracts';
import { type DerivedColumn, kindOfDerived } from './derived/index.ts';
import { layOut } from './graph-layout.ts';
import type { Recipe } from './recipes.ts';
import { getTransformer } from './transformers.ts';

/** A column that a graph reads. */
export interface GraphInput {
  readonly name: string;
  readonly kind: ColumnKind;
}

/** One fitted transformer in its place. Names of columns are local to the chain of one input. */
export interface GraphStep {
  /** The input, or the derived column, whose chain this is. */
  readonly input: string;
  /** The column of the chain that is replaced. */
  readonly column: string;
  readonly transformer: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly state: unknown;
  /** The columns that replace it, in order. */
  readonly outputs: readonly string[];
  /** Matrix columns that its output stands for, where that is wide: see `OutputColumn.width`. */
  readonly width?: number;
}

/** A fitted preparation of a whole table, from its columns to a matrix. Plain JSON; states may hold typed arrays. */
export interface TransformGraph {
  readonly recipe: Recipe;
  /** Columns that are read, in the order of the matrix; ids are not among them. */
  readonly inputs: readonly GraphInput[];
  /** Columns made of two inputs, before any step; they come behind the inputs. Absent: none. */
  readonly derived?: readonly DerivedColumn[];
  readonly steps: readonly GraphStep[];
  /** Names of the matrix columns, in order; they are distinct. A wide one is named once: see `featureNames`. */
  readonly outputs: readonly string[];
}

/** The matrix columns that come from one input, or from one derived column: from `start` up to, not including, `end`. */
export interface InputBlock {
  readonly input: string;
  readonly start: number;
  readonly end: number;
}

/** Every column that has a chain, in the order of the matrix: inputs, then derived columns. */
export function sourcesOf({
  inputs,
  derived = [],
}: Pick<TransformGraph, 'inputs' | 'derived'>): readonly GraphInput[] {
  return [...inputs, ...derived.map((one) => ({ name: one.name, kind: kindOfDerived(one) }))];
}

/** Which matrix columns come from which input or derived column, in the order of the matrix. */
export function blocksOf(graph: TransformGraph): readonly InputBlock[] {
  const sources = sourcesOf(graph);
  let start = 0;
  return layOut(graph).chains.map((columns, j) => {
    const end = columns.reduce((sum, { width = 1 }) => sum + width, start);
    const block = { input: sources[j].name, start, end };
    start = end;
    return block;
  });
}

/** What people read for every matrix column, in order: a name of `outputs`, or of a term of a text. */
export function featureNames(graph: TransformGraph): readonly string[] {
  const placed = layOut(graph).chains.flat();
  return placed.flatMap(({ step }, at) => {
    if (step?.width === undefined) return [graph.outputs[at]];
    const names = getTransformer(step.transformer).wideNames?.(step.state) ?? [];
    return names.map((name) => `${step.column}: ${name}`);
  });
}

/** Names of the matrix columns that come from one input; none for a column that the graph does not read. */
export function outputsOf(graph: TransformGraph, inputName: string): readonly string[] {
  const block = blocksOf(graph).find(({ input }) => input === inputName);
  return block ? featureNames(graph).slice(block.start, block.end) : [];
}
