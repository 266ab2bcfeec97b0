import type { FittedMember } from '../../artifact/index.ts';
import type { LinearFunction } from '../../models/index.ts';
import type { BinnedTrees, TreeEnsemble } from '../../trees/index.ts';
import type { Message } from '../proto/message.ts';
import { binnedAttributes } from './binned-attributes.ts';
import { type Attribute, node, tensor } from './encode.ts';
import { notExpressible } from './not-expressible.ts';
import { ML, type Preparation } from './prepare-nodes.ts';
import { treeAttributes } from './tree-attributes.ts';

/** The operators that make answers of a matrix, and the tensor of these: rows x 1, or rows x classes. */
export interface MemberNodes {
  readonly nodes: readonly Message[];
  readonly weights: readonly Message[];
  readonly answers: string;
}

/** Where a member stands. */
export interface MemberPlace {
  /** Name of the tensor of its matrix. */
  readonly matrix: string;
  readonly areLevels: Preparation['areLevels'];
  /** What the names of its tensors begin with. */
  readonly prefix: string;
}

/**
 * Writes one method as it was fitted: boosted trees, a forest, or a linear model. A bag is the mean of its states.
 *
 * @throws MODEL_NOT_EXPORTABLE for every other method
 */
export function memberNodes({ estimator, states }: FittedMember, place: MemberPlace): MemberNodes {
  const scope: Scope = { ...place, nodes: [], weights: [], estimator: estimator.name };
  const made = states.map((state, k) =>
    stateNodes(
      { ...scope, prefix: states.length === 1 ? place.prefix : `${place.prefix} ${k}` },
      state,
    ),
  );
  const [first, ...rest] = made;
  let sum = first;
  for (const [k, answers] of rest.entries()) {
    const next = `${place.prefix} sum ${k}`;
    scope.nodes.push(node('Add', { inputs: [sum, answers], outputs: [next] }));
    sum = next;
  }
  const answers = rest.length === 0 ? sum : divided(scope, sum, states.length);
  return { nodes: scope.nodes, weights: scope.weights, answers };
}

interface Scope extends MemberPlace {
  readonly nodes: Message[];
  readonly weights: Message[];
  /** Name of the method, for refusals. */
  readonly estimator: string;
}

/** Every state that can be written tells by its fields what it is. */
interface AnyState extends Partial<BinnedTrees>, Partial<LinearFunction> {
  readonly ensemble?: TreeEnsemble;
  readonly link?: string;
  readonly intercepts?: Float64Array;
}

/** Scores of `generalized-linear` count as this at most. */
const MAX_SCORE = 700;

/** Methods that are a linear function, and what follows it. */
const LINEAR: Readonly<Record<string, 'identity' | 'exp'>> = {
  ridge: 'identity',
  'least-squares': 'identity',
  'elastic-net': 'identity',
  'generalized-linear': 'exp',
};

function stateNodes(scope: Scope, given: unknown): string {
  const { estimator } = scope;
  const state = given as AnyState;
  if (state.ensemble !== undefined && state.link !== undefined) {
    const raw = trees(
      scope,
      treeAttributes(state.ensemble, (column) => scope.areLevels[column]),
    );
    return linked(scope, raw, state.link);
  }
  if (state.roots !== undefined && state.cutValues !== undefined)
    return forest(scope, state as BinnedTrees);
  const { weights, intercept, intercepts } = state;
  if (weights !== undefined && intercept !== undefined && estimator in LINEAR) {
    const score = scores(scope, weights, Float64Array.of(intercept));
    return linked(scope, score, LINEAR[estimator] === 'exp' ? 'exp-at-most' : 'identity');
  }
  if (weights !== undefined && intercepts !== undefined && estimator === 'logistic')
    return linked(
      scope,
      scores(scope, weights, intercepts),
      intercepts.length === 1 ? 'share' : 'softmax',
    );
  throw notExpressible(`the method "${estimator}"`);
}

function trees(
  { nodes, matrix, prefix }: Scope,
  attributes: Readonly<Record<string, Attribute>>,
): string {
  const raw = `${prefix} raw`;
  nodes.push(node('TreeEnsemble', { inputs: [matrix], outputs: [raw], domain: ML, attributes }));
  return raw;
}

function forest(scope: Scope, state: BinnedTrees): string {
  const mean = divided(scope, trees(scope, binnedAttributes(state)), state.roots.length);
  return state.nClasses === 2 ? withComplement(scope, mean) : mean;
}

/**
 * Linear scores, each summed in the order of the columns from its intercept on, as ours are: a product of matrices would
 * add up in an order of its own.
 */
function scores(
  { nodes, weights: tensors, matrix, prefix }: Scope,
  weights: Float64Array,
  intercepts: Float64Array,
): string {
  const [nScores, nColumns] = [intercepts.length, weights.length / intercepts.length];
  const name = (what: string) => `${prefix} ${what}`;
  tensors.push(
    tensor(name('weights'), { type: 'double', values: weights }, [1, nScores, nColumns]),
    tensor(name('intercepts'), { type: 'double', values: intercepts }, [1, nScores, 1]),
    tensor(name('axis'), { type: 'int64', values: [2] }),
    tensor(name('score axis'), { type: 'int64', values: [1] }),
    tensor(name('last'), { type: 'int64', values: [nColumns] }, []),
    tensor(name('none'), { type: 'double', values: [0] }, []),
  );
  nodes.push(
    node('Unsqueeze', { inputs: [matrix, name('score axis')], outputs: [name('rows')] }),
    node('Mul', { inputs: [name('rows'), name('weights')], outputs: [name('products')] }),
    // The first product of a row, times 0, is a 0 for each row and score: finite rows have no other.
    node('ReduceMax', { inputs: [name('products'), name('axis')], outputs: [name('largest')] }),
    node('Mul', { inputs: [name('largest'), name('none')], outputs: [name('zeros')] }),
    node('Add', { inputs: [name('zeros'), name('intercepts')], outputs: [name('starts')] }),
    node('Concat', {
      inputs: [name('starts'), name('products')],
      outputs: [name('summands')],
      attributes: { axis: 2 },
    }),
    node('CumSum', { inputs: [name('summands'), name('axis')], outputs: [name('sums')] }),
    node('Gather', {
      inputs: [name('sums'), name('last')],
      outputs: [name('scores')],
      attributes: { axis: 2 },
    }),
  );
  return name('scores');
}

/** Answers of raw ones. `share` is the share of the second class, and `exp-at-most` the exponential of what is not too large for it. */
function linked(scope: Scope, raw: string, link: string): string {
  const { nodes, weights, prefix } = scope;
  const name = (what: string) => `${prefix} ${what}`;
  switch (link) {
    case 'identity':
      return raw;
    case 'exp':
      nodes.push(node('Exp', { inputs: [raw], outputs: [name('answers')] }));
      return name('answers');
    case 'exp-at-most':
      weights.push(tensor(name('most'), { type: 'double', values: [MAX_SCORE] }));
      nodes.push(
        node('Min', { inputs: [raw, name('most')], outputs: [name('bounded')] }),
        node('Exp', { inputs: [name('bounded')], outputs: [name('answers')] }),
      );
      return name('answers');
    case 'softmax':
      nodes.push(
        node('Softmax', { inputs: [raw], outputs: [name('answers')], attributes: { axis: 1 } }),
      );
      return name('answers');
    case 'share':
      nodes.push(node('Sigmoid', { inputs: [raw], outputs: [name('share')] }));
      return withComplement(scope, name('share'));
    case 'logistic':
      nodes.push(
        node('Neg', { inputs: [raw], outputs: [name('against')] }),
        node('Concat', {
          inputs: [name('against'), raw],
          outputs: [name('both')],
          attributes: { axis: 1 },
        }),
        node('Sigmoid', { inputs: [name('both')], outputs: [name('answers')] }),
      );
      return name('answers');
    default:
      throw notExpressible(`answers by the link "${link}"`);
  }
}

/** Shares of both classes from those of the second. */
function withComplement({ nodes, weights, prefix }: Scope, share: string): string {
  const [one, rest, both] = [`${prefix} one`, `${prefix} rest`, `${prefix} shares`];
  weights.push(tensor(one, { type: 'double', values: [1] }));
  nodes.push(
    node('Sub', { inputs: [one, share], outputs: [rest] }),
    node('Concat', { inputs: [rest, share], outputs: [both], attributes: { axis: 1 } }),
  );
  return both;
}

function divided({ nodes, weights, prefix }: Scope, sum: string, count: number): string {
  const [by, mean] = [`${prefix} count of ${sum}`, `${prefix} mean of ${sum}`];
  weights.push(tensor(by, { type: 'double', values: [count] }));
  nodes.push(node('Div', { inputs: [sum, by], outputs: [mean] }));
  return mean;
}
