import { invariant } from '@kaizenml/contracts';
import type { PlacedDerived } from './derived/index.ts';
import type { GraphStep, TransformGraph } from './graph.ts';

/** A column of a chain and the slot that holds its value. */
export interface PlacedColumn {
  readonly name: string;
  readonly slot: number;
  /** The step that makes it, where it is wide, and the matrix columns that it stands for. */
  readonly step?: GraphStep;
  readonly width?: number;
}

/** A step with the slots that it reads and writes. */
export interface PlacedStep {
  readonly step: GraphStep;
  readonly from: number;
  readonly to: number;
}

/** Where every value of a row lies while a graph runs. Input j is in slot j. */
export interface GraphLayout {
  readonly nSlots: number;
  readonly derived: readonly PlacedDerived[];
  readonly steps: readonly PlacedStep[];
  /** The matrix columns of each input and each derived column, in that order. */
  readonly chains: readonly (readonly PlacedColumn[])[];
}

/** Gives every input and every output of a step its slot. */
export function layOut(graph: Pick<TransformGraph, 'inputs' | 'derived' | 'steps'>): GraphLayout {
  const sources = [...graph.inputs, ...(graph.derived ?? [])];
  const slotOf = new Map(sources.map(({ name }, slot) => [name, slot]));
  const chains = new Map<string, PlacedColumn[]>(
    sources.map(({ name }, slot) => [name, [{ name, slot }]]),
  );
  const touched = new Set<string>();
  let nSlots = sources.length;
  const steps = graph.steps.map((step) => {
    const chain = chains.get(step.input) ?? [];
    const at = chain.findIndex(({ name }) => name === step.column);
    invariant(at >= 0, `step ${step.transformer} finds column "${step.column}" of "${step.input}"`);
    const to = nSlots;
    const from = chain[at].slot;
    const wide = step.width === undefined ? {} : { step, width: step.width };
    chain.splice(at, 1, ...step.outputs.map((name, j) => ({ name, slot: to + j, ...wide })));
    nSlots += step.outputs.length;
    touched.add(step.input);
    return { step, from, to };
  });
  return {
    nSlots,
    derived: (graph.derived ?? []).map((column, j) => {
      const [a, b] = column.of.map((name) => slotOf.get(name) ?? -1);
      return { column, from: [a, b], to: graph.inputs.length + j };
    }),
    steps,
    chains: sources.map(({ name }) => (touched.has(name) ? (chains.get(name) ?? []) : [])),
  };
}
