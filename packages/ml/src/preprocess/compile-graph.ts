import type { Cell } from '../table/index.ts';
import { isNumericKind } from '../table/index.ts';
import { compileDerived } from './derived/index.ts';
import type { GraphStep, TransformGraph } from './graph.ts';
import { layOut } from './graph-layout.ts';
import type { SparseRows } from './sparse-rows.ts';
import { newSlots } from './transform-column.ts';
import type { CellTransform, Slots } from './transformer.ts';
import { getTransformer } from './transformers.ts';

/** A graph made ready to run row by row. It reuses its slots: one caller at a time. */
export interface CompiledGraph {
  readonly nInputs: number;
  /** Matrix columns. */
  readonly nOutputs: number;
  /** Input j goes to slot j: to `numbers` for numbers and dates, else to `texts`. */
  readonly slots: Slots;
  /** The input that each matrix column is, where all of them are inputs as they come; else undefined. */
  readonly copied: Int32Array | undefined;
  /** Runs every step on the slots and writes the matrix row to `out`, from position `at`. For recipes of dense rows. */
  run(out: Float64Array, at: number): void;
  /** Runs every step on the slots and appends the row without its zeros. */
  runSparse(out: SparseRows): void;
}

/**
 * Prepares a fitted graph for single rows and batches alike.
 *
 * @param cellOf What runs in the place of a step. Default: its transformer, with its state.
 */
export function compileGraph(
  graph: TransformGraph,
  cellOf: (step: GraphStep) => CellTransform = compileStep,
): CompiledGraph {
  const layout = layOut(graph);
  const slots = newSlots(layout.nSlots);
  const derivations = layout.derived.map((placed) => compileDerived(placed, slots));
  const cells: CellTransform[] = layout.steps.map(({ step }) => cellOf(step));
  const froms = Int32Array.from(layout.steps, ({ from }) => from);
  const tos = Int32Array.from(layout.steps, ({ to }) => to);
  const finals = Int32Array.from(layout.chains.flat(), ({ slot }) => slot);
  const widths = Int32Array.from(layout.chains.flat(), ({ width = 0 }) => width);
  const { numbers, wide } = slots;
  const runSteps = (): void => {
    for (let i = 0; i < derivations.length; i++) derivations[i]();
    for (let i = 0; i < cells.length; i++) cells[i](slots, froms[i], tos[i]);
  };
  return {
    nInputs: graph.inputs.length,
    nOutputs: widths.reduce((sum, width) => sum + (width || 1), 0),
    slots,
    copied: derivations.length + cells.length === 0 && !widths.some(Boolean) ? finals : undefined,
    run(out, at) {
      runSteps();
      for (let j = 0; j < finals.length; j++) out[at + j] = numbers[finals[j]];
    },
    runSparse(out) {
      runSteps();
      let first = 0;
      for (let j = 0; j < finals.length; j++) {
        const row = widths[j] > 0 ? wide[finals[j]] : null;
        if (row) out.addAll(row, first);
        else out.add(first, numbers[finals[j]]);
        first += widths[j] || 1;
      }
      out.endRow();
    },
  };
}

/** A step as it was fitted. */
export function compileStep({ transformer, state }: GraphStep): CellTransform {
  return getTransformer(transformer).compile(state);
}

/**
 * A function from one row to its matrix row, the same bits as `applyGraph`.
 *
 * @returns A function of one cell per input of the graph, in its order. Each call fills and returns the same array.
 */
export function rowTransform(graph: TransformGraph): (cells: readonly Cell[]) => Float64Array {
  const compiled = compileGraph(graph);
  const isNumber = graph.inputs.map(({ kind }) => isNumericKind(kind));
  const out = new Float64Array(compiled.nOutputs);
  const { numbers, texts } = compiled.slots;
  return (cells) => {
    for (let j = 0; j < isNumber.length; j++) {
      if (isNumber[j]) numbers[j] = (cells[j] as number | null) ?? Number.NaN;
      else texts[j] = cells[j] as string | null;
    }
    compiled.run(out, 0);
    return out;
  };
}
