import { invariant, type Signature } from '@kaizenml/contracts';
import type { FittedModel } from '../artifact/index.ts';
import type { TunedLink } from '../combine/index.ts';
import type { Correction } from './fit-correction.ts';

/**
 * A model that answers what a base does, with a correction. The base is kept whole: its graphs, members, how they are joined, and how a
 * class is called. Of a model that is fine-tuned already the base is tuned, so that no correction corrects another.
 *
 * @param seen What columns and target look like in all rows that the base or the correction learned from.
 */
export function tuneModel(
  model: FittedModel,
  { graph, link, params, state }: Pick<Correction, 'graph' | 'link' | 'params' | 'state'>,
  seen: Signature,
): FittedModel {
  const { signature, graphs, members, combination, calibration, decision } = baseOf(model);
  invariant(combination?.kind !== 'tuned', 'a base is not fine-tuned');
  const { inputs, output } = signature;
  const known = new Set(inputs.map(({ name }) => name));
  const read = new Set(graph.inputs.map(({ name }) => name));
  const names = members.map(({ estimator }, m) => `${estimator.name}-${m + 1}`);
  return {
    signature: {
      ...signature,
      inputs: [
        ...inputs.map(
          (own) =>
            seen.inputs.find(({ name, kind }) => name === own.name && kind === own.kind) ?? own,
        ),
        ...seen.inputs.filter(({ name }) => read.has(name) && !known.has(name)),
      ],
      output: { ...output, ...(seen.output.range && { range: seen.output.range }) },
    },
    graphs: [...graphs, graph],
    members: [
      ...members,
      { graph: graphs.length, estimator: { name: 'boosted-trees', params }, states: [state] },
    ],
    combination: {
      kind: 'tuned',
      members: [...names, 'correction'],
      nClasses: output.classes?.length ?? 0,
      link,
      base: { ...(combination && { combination }), ...(calibration && { calibration }) },
    },
    ...(decision && { decision }),
  };
}

/** The model that a fine-tuned one was made from; any other model is its own base. */
export function baseOf(model: FittedModel): FittedModel {
  const { combination, signature, decision } = model;
  if (combination?.kind !== 'tuned') return model;
  const graphs = model.graphs.slice(0, -1);
  const read = new Set(graphs.flatMap(({ inputs }) => inputs.map(({ name }) => name)));
  return {
    signature: { ...signature, inputs: signature.inputs.filter(({ name }) => read.has(name)) },
    ...{ graphs, members: model.members.slice(0, -1) },
    ...combination.base,
    ...(decision && { decision }),
  };
}

/** The scale on which answers of a model are corrected, or why they cannot be, as the end of a sentence. */
export function linkOf({
  output: { aim, classes, unlabeled },
}: Signature): { readonly link: TunedLink } | { readonly reason: string } {
  if (unlabeled !== undefined) return { reason: `answers ${unlabeled}, which have no truth` };
  if (classes !== undefined) return { link: classes.length === 2 ? 'logistic' : 'softmax' };
  if (aim === undefined) return { link: 'identity' };
  if (aim === 'counts') return { link: 'exp' };
  return { reason: `answers ${aim}, and a correction is added to means and shares alone` };
}
