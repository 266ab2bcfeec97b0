import type { DoubtFile, Signature } from '@kaizenml/contracts';
import type { EndpointSettings } from '@kaizenml/contracts/operations';
import type { DoubtsAsked, RowDoubts } from '../door/index.ts';
import { collectProblems, readDoubts } from '../request/index.ts';
import { HINT, type InferRequest, SUBJECT } from './infer-request.ts';
import { makeValues } from './make-values.ts';
import type { NamedTensor, TensorMetadata } from './tensor.ts';

/** A model that may know how far to trust its answers. */
interface Doubting {
  readonly signature: Pick<Signature, 'output'>;
  readonly doubt?: DoubtFile | undefined;
}

/** Share of truths that an interval holds which is asked for by its name alone. */
const DEFAULT_LEVEL = 0.9;
const LOW = 'interval_low';
const HIGH = 'interval_high';
const CLASSES = 'class_set';
const FLAGS = 'flags';

/**
 * The outputs that say how far to trust an answer: there when they are asked for, by their names or by the parameters
 * `interval` and `flags` of the request. Their parameter `optional` says so, and none has the name of an output that always is.
 */
export function doubtTensors({ signature, doubt = {} }: Doubting): readonly TensorMetadata[] {
  const { classes } = signature.output;
  const names: (readonly [name: string, datatype: TensorMetadata['datatype']])[] = [];
  if (classes === undefined && doubt.intervals !== undefined)
    names.push([LOW, 'FP64'], [HIGH, 'FP64']);
  if (classes !== undefined && doubt.classSets !== undefined) names.push([CLASSES, 'BYTES']);
  if (doubt.novelty !== undefined || doubt.weakSegments !== undefined) names.push([FLAGS, 'BYTES']);
  return names.map(([name, datatype]) => ({
    ...{ name, datatype, shape: [-1], parameters: { optional: true } },
  }));
}

/**
 * What a request asks of its answers, by parameters or by names of outputs.
 *
 * @throws REQUEST_INVALID
 */
export function doubtsAsked(
  { parameters, outputs = [] }: Pick<InferRequest, 'parameters' | 'outputs'>,
  { interval }: EndpointSettings['doubt'],
): DoubtsAsked {
  const problems = collectProblems(SUBJECT, HINT);
  const asked = readDoubts(parameters, { path: 'parameters', problems });
  problems.assertNone();
  const names = new Set(outputs.map(({ name }) => name));
  const asksInterval = names.has(LOW) || names.has(HIGH) || names.has(CLASSES);
  return {
    ...asked,
    ...(asksInterval && asked.interval === undefined
      ? { interval: interval ?? DEFAULT_LEVEL }
      : {}),
    ...(names.has(FLAGS) ? { flags: true } : {}),
  };
}

/**
 * The optional outputs that were asked for. Ends of intervals are NaN, and sets of classes are `null`, where there are none for a
 * row, such as where a business rule made its answer. Sets and flags are lists in JSON; of the flags of a request the first 100 are told.
 *
 * @shape each: n
 */
export function answerDoubts(
  model: Doubting,
  { trust, flags }: Pick<RowDoubts, 'trust' | 'flags'>,
  { asked, nRows }: { readonly asked: DoubtsAsked; readonly nRows: number },
): readonly NamedTensor[] {
  const level = asked.interval;
  const rows = Array.from({ length: nRows }, (_, i) => i);
  const byRow = Map.groupBy(flags ?? [], ({ row }) => row - 1);
  const ofRow = (i: number) => (byRow.get(i) ?? []).map(({ row: _row, ...flag }) => flag);
  return doubtTensors(model).flatMap(({ name, datatype }): NamedTensor[] => {
    if (name === FLAGS ? asked.flags !== true : level === undefined) return [];
    const cells = rows.map((i) => {
      const { interval, classes } = trust?.[i] ?? {};
      if (name === LOW) return interval?.low ?? Number.NaN;
      if (name === HIGH) return interval?.high ?? Number.NaN;
      return JSON.stringify(name === FLAGS ? ofRow(i) : (classes?.names ?? null));
    });
    const parameters = name === FLAGS ? { content_type: 'str' } : { level: level ?? 0 };
    return [{ name, datatype, shape: [nRows], values: makeValues(datatype, cells), parameters }];
  });
}
