import type { ColumnKind } from '@kaizenml/contracts';
import { layOut } from './graph-layout.ts';
import type { Recipe } from './recipes.ts';

/** A column that a graph reads. */
export interface GraphInput {
  readonly name: string;
  readonly kind: ColumnKind;
}

/** One fitted transformer in its place. Names of columns are local to the chain of one input. */
export interface GraphStep {
  /** The input whose chain this is. */
  readonly input: string;
  /** The column of the chain that is replaced. */
  readonly column: string;
  readonly transformer: string;
  readonly params: Readonly<Record<string, unknown>>;
  readonly state: unknown;
  /** The columns that replace it, in order. */
  readonly outputs: readonly string[];
}

/** A fitted preparation of a whole table, from its columns to a matrix. Plain JSON. */
export interface TransformGraph {
  readonly recipe: Recipe;
  /** Columns that are read, in the order of the matrix; text and ids are not among them. */
  readonly inputs: readonly GraphInput[];
  readonly steps: readonly GraphStep[];
  /** Names of the matrix columns, in order; they are distinct. */
  readonly outputs: readonly string[];
}

/** The matrix columns that come from one input: from `start` up to, not including, `end`. */
export interface InputBlock {
  readonly input: string;
  readonly start: number;
  readonly end: number;
}

/** Which matrix columns come from which input, in the order of the matrix. */
export function blocksOf(graph: TransformGraph): readonly InputBlock[] {
  let start = 0;
  return layOut(graph).chains.map((columns, j) => {
    const end = start + columns.length;
    const block = { input: graph.inputs[j].name, start, end };
    start = end;
    return block;
  });
}

/** Names of the matrix columns that come from one input; none for a column that the graph does not read. */
export function outputsOf(graph: TransformGraph, inputName: string): readonly string[] {
  const block = blocksOf(graph).find(({ input }) => input === inputName);
  return block ? graph.outputs.slice(block.start, block.end) : [];
}
