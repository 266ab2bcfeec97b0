import { AppError, type ColumnKind } from '@kaizenml/contracts';
import { type DerivedColumn, isDerived, kindOfDerived, takenKinds } from './derived/index.ts';
import type { GraphInput, GraphStep, TransformGraph } from './graph.ts';
import { makesSparseRows, RECIPES, type Recipe } from './recipes.ts';
import { isRecord, isTextList } from './state-shape.ts';
import type { OutputColumn } from './transformer.ts';
import { getTransformer } from './transformers.ts';

/**
 * Reads a transform graph that came from outside, and checks that it can run.
 *
 * Every step must find the column that it replaces, of a kind that its transformer takes, with a state of
 * its shape; the matrix columns that remain must be numbers, as many as there are names.
 *
 * @throws MODEL_ARTIFACT_INVALID
 */
export function checkGraph(value: unknown): TransformGraph {
  if (!isRecord(value)) throw invalid('must be an object', value);
  const { recipe, inputs, derived = [], steps, outputs } = value;
  if (typeof recipe !== 'string' || !Object.hasOwn(RECIPES, recipe))
    throw invalid(`must have a recipe, one of ${Object.keys(RECIPES).join(', ')}`, recipe);
  if (!Array.isArray(inputs) || !inputs.every(isInput))
    throw invalid('must have a list of inputs with name and kind', inputs);
  if (!Array.isArray(derived) || !derived.every(isDerived))
    throw invalid(
      'must have a list of derived columns with name, operation, two inputs and range',
      derived,
    );
  const sources = [...inputs, ...derived.map((column) => checkDerived(column, inputs))];
  if (!Array.isArray(steps) || !steps.every(isStep))
    throw invalid('must have a list of steps', steps);
  if (new Set(sources.map(({ name }) => name)).size < sources.length)
    throw invalid('must name every input once', sources);
  if (!isTextList(outputs)) throw invalid('must have a list of outputs', outputs);
  const last = runKinds(sources, steps, makesSparseRows(recipe as Recipe));
  if (last.length !== outputs.length)
    throw invalid(`must make ${outputs.length} matrix columns`, last.length);
  return value as unknown as TransformGraph;
}

const KINDS: readonly ColumnKind[] = ['number', 'date', 'boolean', 'category', 'text', 'id'];

function isInput(value: unknown): value is GraphInput {
  return (
    isRecord(value) && typeof value.name === 'string' && KINDS.some((kind) => kind === value.kind)
  );
}

/** The column that steps will find; it is made of two inputs of a kind that its operation takes. */
function checkDerived(derived: DerivedColumn, inputs: readonly GraphInput[]): GraphInput {
  const { name, operation, of } = derived;
  const taken = takenKinds(operation);
  for (const input of of) {
    const kind = inputs.find((one) => one.name === input)?.kind;
    if (kind === undefined || !taken.includes(kind))
      throw invalid(`must make "${name}" of inputs that are ${taken.join(' or ')}`, input);
  }
  return { name, kind: kindOfDerived(derived) };
}

function isStep(value: unknown): value is GraphStep {
  return (
    isRecord(value) &&
    typeof value.input === 'string' &&
    typeof value.column === 'string' &&
    typeof value.transformer === 'string' &&
    isRecord(value.params) &&
    isTextList(value.outputs)
  );
}

function runKinds(
  inputs: readonly GraphInput[],
  steps: readonly GraphStep[],
  isSparse: boolean,
): OutputColumn[] {
  const chains = new Map<string, OutputColumn[]>(inputs.map((input) => [input.name, [input]]));
  const touched = new Set<string>();
  for (const { input, column, transformer: name, state, outputs, width } of steps) {
    const chain = chains.get(input) ?? [];
    const at = chain.findIndex((placed) => placed.name === column);
    if (at < 0) throw invalid(`must have the column that step ${name} reads`, `${input}/${column}`);
    const transformer = getTransformer(name);
    if (!transformer.accepts.includes(chain[at].kind))
      throw invalid(`must give step ${name} ${transformer.accepts.join(' or ')}`, chain[at].kind);
    if (!transformer.isState(state)) throw invalid(`must hold a state of step ${name}`, state);
    const made = transformer.outputs(state, chain[at]);
    if (made.map((output) => output.name).join('\n') !== outputs.join('\n'))
      throw invalid(`must name the outputs of step ${name}`, outputs);
    if (made[0]?.width !== width) throw invalid(`must say the width of step ${name}`, width);
    if (width !== undefined && !isSparse)
      throw invalid('must have a recipe of sparse rows for a wide step', name);
    chain.splice(at, 1, ...made);
    touched.add(input);
  }
  const last = inputs.flatMap(({ name }) => (touched.has(name) ? (chains.get(name) ?? []) : []));
  const text = last.find(({ kind }) => kind !== 'number');
  if (text) throw invalid('must end in numbers', `${text.kind} "${text.name}"`);
  return last;
}

function invalid(expectation: string, received: unknown): AppError {
  const said = JSON.stringify(received) ?? 'nothing';
  const shown = said.length > 80 ? `${said.slice(0, 80)}…` : said;
  return new AppError('MODEL_ARTIFACT_INVALID', {
    message: `The transform graph of manifest.json ${expectation}, got ${shown}.`,
    hint: 'Write the artifact again: its manifest is damaged, or a newer KaizenML wrote it.',
    details: { part: 'graph', expectation, received: shown },
  });
}
