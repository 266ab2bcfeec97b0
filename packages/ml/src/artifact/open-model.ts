import type { Manifest } from '@kaizenml/contracts';
import { decide } from '../combine/index.ts';
import { type Features, zeros } from '../math/index.ts';
import {
  compileGraph,
  makesSparseRows,
  sparseRows,
  type TransformGraph,
} from '../preprocess/index.ts';
import { answering } from './answering.ts';
import { artifactInvalid } from './artifact-invalid.ts';
import { checkExplain } from './check-explain.ts';
import { checkManifest } from './check-manifest.ts';
import { createModel } from './create-model.ts';
import type { FittedModel } from './fitted-model.ts';
import type { Model } from './model.ts';
import { readFitted } from './read-fitted.ts';
import { elementBytes } from './tensor-bytes.ts';

/**
 * Makes a model of the parsed files of an artifact, after checking every field.
 *
 * The hash of the weights is not checked here: who reads the files checks it.
 *
 * @param manifest Parsed `manifest.json`.
 * @param weights Content of `weights.bin`.
 * @param explain Parsed `explain.json`; without it `explain` refuses.
 * @throws MODEL_ARTIFACT_INVALID
 */
export function openModel(manifest: unknown, weights: Uint8Array, explain?: unknown): Model {
  const checked = checkManifest(manifest);
  checkSize(checked, weights);
  const fitted = readFitted(checked, weights);
  for (const graph of fitted.graphs) checkInputs(checked, graph);
  tryOut(fitted);
  return createModel({
    manifest: checked,
    fitted,
    ...(explain === undefined ? {} : { explain: checkExplain(explain, fitted.signature) }),
  });
}

function checkSize({ tensors }: Manifest, weights: Uint8Array): void {
  const ends = tensors.map(({ dtype, length, offset }) => offset + length * elementBytes(dtype));
  const expected = Math.ceil(Math.max(0, ...ends) / 8) * 8;
  if (weights.length === expected) return;
  throw artifactInvalid({
    file: 'weights.bin',
    path: '',
    expectation: `have ${expected} bytes`,
    received: weights.length,
  });
}

function checkInputs({ signature }: Manifest, graph: TransformGraph): void {
  for (const { name, kind } of graph.inputs) {
    const field = signature.inputs.find((input) => input.name === name);
    if (field?.kind === kind) continue;
    throw artifactInvalid({
      file: 'manifest.json',
      path: 'signature.inputs',
      expectation: `hold the ${kind} "${name}" that the graph reads`,
      received: field?.kind,
    });
  }
}

function blankRow({ recipe }: TransformGraph, nColumns: number): Features {
  if (!makesSparseRows(recipe)) return zeros(1, nColumns);
  const rows = sparseRows(nColumns);
  rows.endRow();
  return rows.take();
}

/** Answers one row of zeros, so that damaged states are found when the model is opened. */
function tryOut(fitted: FittedModel): void {
  const { graphs, signature, decision } = fitted;
  const { classes, quantiles } = signature.output;
  const nAnswers = (classes ?? quantiles)?.length ?? 1;
  const refuse = (received: unknown, cause?: unknown) =>
    artifactInvalid({
      file: 'manifest.json',
      path: 'members',
      expectation: `answer a row with ${nAnswers} finite ${nAnswers === 1 ? 'number' : 'numbers'}`,
      received,
      cause,
    });
  const answer = answering(fitted);
  let answers: Float64Array;
  try {
    answers = answer(graphs.map((graph) => blankRow(graph, compileGraph(graph).nOutputs)));
    if (decision !== undefined) decide(decision, answers);
  } catch (thrown) {
    throw refuse(thrown instanceof Error ? thrown.message : String(thrown), thrown);
  }
  if (answers.length !== nAnswers || !answers.every(Number.isFinite)) throw refuse([...answers]);
}
