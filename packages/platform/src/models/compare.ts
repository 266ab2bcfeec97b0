import { AppError } from '@kaizenml/contracts';
import type { Operations, OutputOf } from '@kaizenml/contracts/operations';
import type { Model } from '@kaizenml/ml/artifact';
import { metricsFor } from '@kaizenml/ml/metrics';
import type { MachineHandler } from '../at-machine.ts';
import { conclude } from './comparison/conclude.ts';
import { described } from './comparison/described-metric.ts';
import { haveSameTestRows, whatDiffers } from './comparison/what-differs.ts';
import type { ModelCache } from './model-cache.ts';
import { modelTitle } from './model-title.ts';
import { nameOf, openReadable } from './open-readable.ts';
import { resolveModel } from './resolve-model.ts';
import type { ModelStore, ModelVersionRecord } from './store.ts';

type Comparison = OutputOf<Operations['models']['compare']>;

type Sides = Pick<Comparison, 'one' | 'other'>;

/** Sets two models side by side; with rows both answer them. */
export const compareModels =
  (store: ModelStore, models: ModelCache): MachineHandler<Operations['models']['compare']> =>
  async ({ name, against }, machine) => {
    const records = await Promise.all([name, against].map((each) => resolveModel(store, each)));
    const [first, second] = records as [ModelVersionRecord, ModelVersionRecord];
    const [{ model: one }, { model: other }] = await Promise.all([
      openReadable(models, nameOf(first)),
      openReadable(models, nameOf(second)),
    ]);
    assertSameQuestion(one, other);
    const data = machine?.inputs.data;
    const sides = { one: sideOf(first, one), other: sideOf(second, other) };
    const paired = data === undefined ? null : await pairOn(data, { one, other, sides });
    const { output } = one.signature;
    const sameTestRows = haveSameTestRows(one.manifest, other.manifest);
    const comparison = {
      task: output.task,
      target: output.name,
      ...sides,
      metrics: sideBySide(one, other),
      sameTestRows,
      differs: whatDiffers(one.manifest, other.manifest),
      paired,
    };
    return { ...comparison, sentence: conclude(comparison) };
  };

/** Reads a table, which loads what reads tables. */
async function pairOn(
  data: string,
  { one, other, sides }: { readonly one: Model; readonly other: Model; readonly sides: Sides },
): Promise<Comparison['paired']> {
  const [{ hashTable, readTable }, { pairModels }] = await Promise.all([
    import('../datasets/index.ts'),
    import('./comparison/pair-models.ts'),
  ]);
  const { table } = await readTable(data);
  const hash: string = hashTable(table);
  const hasSeen = ({ manifest }: Model) => manifest.lineage.datasetHash === hash;
  const learnedFrom = [
    ...(hasSeen(one) ? [sides.one.model] : []),
    ...(hasSeen(other) ? [sides.other.model] : []),
  ];
  return { ...pairModels({ one, other }, table, data), learnedFrom: [...new Set(learnedFrom)] };
}

function sideOf(record: ModelVersionRecord, { manifest }: Model): Comparison['one'] {
  return {
    model: `${record.name}/${record.version}`,
    title: modelTitle(manifest),
    estimator: record.estimator,
    createdAt: record.createdAt,
    run: record.runId,
  };
}

function sideBySide(one: Model, other: Model): Comparison['metrics'] {
  const { task, aim } = one.signature.output;
  return metricsFor(task, aim).flatMap((metric) => {
    const [mine, theirs] = [one, other].map(({ manifest }) => manifest.metrics[metric.name]);
    if (mine === undefined && theirs === undefined) return [];
    return [{ ...described(metric, one, other), one: mine ?? null, other: theirs ?? null }];
  });
}

function assertSameQuestion(one: Model, other: Model): void {
  const [a, b] = [one.signature.output, other.signature.output];
  const sorted = (classes: readonly string[] = []) => [...classes].sort().join('\n');
  const isSame =
    a.name === b.name && a.task === b.task && a.aim === b.aim && a.unlabeled === b.unlabeled;
  if (isSame && sorted(a.classes) === sorted(b.classes)) return;
  const asked = ({ name, task, aim }: typeof a) => `"${name}" (${aim ?? task})`;
  throw new AppError('ARGUMENT_INVALID', {
    message: isSame
      ? `Two models must know the same classes of "${a.name}" to be compared, got ${a.classes?.length ?? 0} and ${b.classes?.length ?? 0} of other names.`
      : `Two models must answer the same question to be compared, got ${asked(a)} and ${asked(b)}.`,
    hint: 'Compare versions of one model: `kaizen models compare NAME/1 NAME/2`.',
    details: { one: a.name, other: b.name },
  });
}
