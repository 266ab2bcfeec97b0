import { type ExplainFile, type Prediction, type Signature, showShare } from '@kaizenml/contracts';

/** How the answers of two versions are told apart. */
export interface AnswerBins {
  /** scores: bins in rising order · classes: bins without an order. */
  readonly kind: 'scores' | 'classes';
  readonly nBins: number;
  /** What a gap between two versions is said of: of classes each of them, of scores the answers up to the end of each bin but the last. */
  readonly names: readonly string[];
  /** Position of an answer, from 0; 0 for one that is no class of the model. */
  binOf(prediction: Prediction): number;
}

/** Bins of a probability. */
const N_PROBABILITIES = 10;
/** Bins of a number whose training distribution is not known. */
const N_NUMBERS = 20;
/** Most bins that are compared; further classes share the last one. */
const MOST_BINS = 256;

/**
 * Bins of the answers of a model: two classes by the probability of the second, more by the answered class, numbers by the bins of
 * the training data.
 */
export function answerBins({ output }: Signature, { reference }: ExplainFile): AnswerBins {
  const { classes = [], name } = output;
  const [, positive] = classes;
  if (output.task === 'binary' && positive !== undefined)
    return {
      ...{ kind: 'scores', nBins: N_PROBABILITIES },
      names: Array.from(
        { length: N_PROBABILITIES - 1 },
        (_, i) => `probability of "${positive}" below ${showShare((i + 1) / N_PROBABILITIES)}`,
      ),
      binOf: ({ prediction, probabilities }) => {
        const share = probabilities?.[positive] ?? Number(prediction === positive);
        return Math.min(N_PROBABILITIES - 1, Math.max(0, Math.floor(share * N_PROBABILITIES)));
      },
    };
  if (output.task !== 'regression') {
    const positions = new Map(classes.map((label, i) => [label, Math.min(i, MOST_BINS - 1)]));
    return {
      ...{ kind: 'classes', nBins: Math.min(MOST_BINS, Math.max(2, classes.length)) },
      names: classes.slice(0, MOST_BINS - 1).map((label) => `"${label}"`),
      binOf: ({ prediction }) => positions.get(String(prediction)) ?? 0,
    };
  }
  const known = reference.find(({ column }) => column === name)?.edges ?? [];
  const edges = known.length > 0 ? known : evenEdges(output.range ?? [0, 1]);
  return {
    ...{ kind: 'scores', nBins: edges.length + 1 },
    names: edges.map((edge) => `at most ${Number(edge.toPrecision(4))}`),
    binOf: ({ prediction }) => countBelow(edges, Number(prediction)),
  };
}

function evenEdges([low, high]: readonly [number, number]): number[] {
  return Array.from(
    { length: N_NUMBERS - 1 },
    (_, i) => low + ((high - low) * (i + 1)) / N_NUMBERS,
  );
}

/** Edges below a value: they are few, so that a search would not be quicker. */
function countBelow(edges: readonly number[], value: number): number {
  let n = 0;
  while (n < edges.length && (edges[n] ?? 0) < value) n++;
  return n;
}
