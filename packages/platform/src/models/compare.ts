import { AppError, type Estimate } from '@kaizenml/contracts';
import type { Operations, OutputOf } from '@kaizenml/contracts/operations';
import type { Model } from '@kaizenml/ml/artifact';
import { getMetric, metricsFor } from '@kaizenml/ml/metrics';
import type { MachineHandler } from '../at-machine.ts';
import { described } from './comparison/described-metric.ts';
import { haveSameTestRows, whatDiffers } from './comparison/what-differs.ts';
import type { ModelCache } from './model-cache.ts';
import { modelTitle } from './model-title.ts';
import { resolveModel } from './resolve-model.ts';
import type { ModelStore, ModelVersionRecord } from './store.ts';

type Comparison = OutputOf<Operations['models']['compare']>;

/** Sets two models side by side; with rows both answer them. */
export const compareModels =
  (store: ModelStore, models: ModelCache): MachineHandler<Operations['models']['compare']> =>
  async ({ name, against }, machine) => {
    const records = await Promise.all([name, against].map((each) => resolveModel(store, each)));
    const [first, second] = records as [ModelVersionRecord, ModelVersionRecord];
    const [{ model: one }, { model: other }] = await Promise.all([
      models.get(first.artifact),
      models.get(second.artifact),
    ]);
    assertSameQuestion(one, other);
    const data = machine?.inputs.data;
    const paired = data === undefined ? null : await pairOn(data, { one, other });
    const { output } = one.signature;
    const sameTestRows = haveSameTestRows(one.manifest, other.manifest);
    const comparison = {
      task: output.task,
      target: output.name,
      one: sideOf(first, one),
      other: sideOf(second, other),
      metrics: sideBySide(one, other),
      sameTestRows,
      differs: whatDiffers(one.manifest, other.manifest),
      paired,
    };
    return { ...comparison, sentence: conclusion(comparison) };
  };

/** Reads a table, which loads what reads tables. */
async function pairOn(
  data: string,
  pair: { readonly one: Model; readonly other: Model },
): Promise<Comparison['paired']> {
  const [{ readTable }, { pairModels }] = await Promise.all([
    import('../datasets/index.ts'),
    import('./comparison/pair-models.ts'),
  ]);
  return pairModels(pair, (await readTable(data)).table, data);
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
  const isSame = a.name === b.name && a.task === b.task && a.aim === b.aim;
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

/** What may be concluded, in one sentence. */
function conclusion({
  one,
  other,
  metrics,
  sameTestRows,
  paired,
}: Omit<Comparison, 'sentence'>): string {
  const shown = paired?.metrics ?? metrics;
  const primary = shown.find(({ isPrimary }) => isPrimary) ?? shown[0];
  if (!primary) return `Neither ${one.model} nor ${other.model} was ever measured.`;
  if (paired) {
    const gain = paired.metrics.find(({ name }) => name === primary.name)?.gain;
    return gain
      ? pairedSentence(gain, {
          one: one.model,
          other: other.model,
          title: primary.title,
          nRows: paired.nRows,
        })
      : `On these ${paired.nRows} rows ${primary.title} is not defined for both.`;
  }
  if (!primary.one || !primary.other)
    return `By ${primary.title} only one of the two was measured; give both the same rows with \`--data FILE\`.`;
  const better =
    getMetric(primary.name).better === 'higher'
      ? primary.other.value > primary.one.value
      : primary.other.value < primary.one.value;
  const [ahead, behind] = better ? [other.model, one.model] : [one.model, other.model];
  if (primary.one.value === primary.other.value)
    return `By ${primary.title} they are equal on ${sameTestRows ? 'the same rows' : 'the rows that each was tested on'}.`;
  return sameTestRows
    ? `By ${primary.title} ${ahead} is ahead of ${behind} on the same rows; whether beyond chance, \`--data FILE\` with rows that neither has learned from tells.`
    : `By ${primary.title} ${ahead} looks better than ${behind}, but they were tested on other rows, so the figures do not compare; give both the same rows with \`--data FILE\`.`;
}

interface Gained {
  readonly one: string;
  readonly other: string;
  readonly title: string;
  readonly nRows: number;
}

function pairedSentence(
  { value, low, high }: Estimate,
  { one, other, title, nRows }: Gained,
): string {
  const [ahead, behind] = value >= 0 ? [other, one] : [one, other];
  const size = Math.abs(value).toPrecision(3);
  if (value === 0) return `On the same ${nRows} rows their ${title} is equal.`;
  if (low === null || high === null)
    return `On the same ${nRows} rows ${ahead} is ${size} better than ${behind} by ${title}.`;
  const ends = [low, high].map((end) => (value >= 0 ? end : -end)).sort((a, b) => a - b);
  const within = `(90 % interval ${ends.map((end) => end.toPrecision(2)).join(' to ')})`;
  return low > 0 || high < 0
    ? `On the same ${nRows} rows ${ahead} is ${size} better than ${behind} by ${title} ${within}: more than chance explains.`
    : `On the same ${nRows} rows ${ahead} is ${size} better than ${behind} by ${title} ${within}: they cannot be told apart.`;
}
