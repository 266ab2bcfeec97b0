/**
 * Text columns side by side with published figures: five stratified folds of `sms_spam` and `youtube_spam`, and the
 * sizes of the published split of `reuters`, by estimator.
 *
 * npx node --conditions=source bench/text-columns.ts sms|youtube|reuters [estimator, or estimator={"param":value} …]
 *
 * `FOLDS=1` measures the first fold only.
 */
import { readFileSync } from 'node:fs';
import { resolveParams } from '@kaizenml/contracts';
import { seededRandom } from '@kaizenml/ml/math';
import { getMetric } from '@kaizenml/ml/metrics';
import { answerRows, fitRows, getEstimator } from '@kaizenml/ml/models';
import { fitGraph, prepareTable } from '@kaizenml/ml/preprocess';
import { classesOf, encodeTarget, recipeOf, takeTargetRows, toOutcome } from '@kaizenml/ml/search';
import { kFolds, type Split, splitRows } from '@kaizenml/ml/selection';
import { encodeText, makeTable, takeRows } from '@kaizenml/ml/table';
import { sharedData } from '../test/shared-data.ts';

/** Processor time, which neighbors on a shared machine disturb least. */
function processorMs(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
}

interface Corpus {
  readonly labels: readonly string[];
  readonly texts: readonly string[];
}

const CORPORA: Readonly<Record<string, () => Corpus>> = {
  sms: () => linesOf('sms_spam/SMSSpamCollection.tsv', '\t', false),
  youtube: () => linesOf('youtube_spam/Youtube01-Psy.csv', ',', false),
  reuters: () => linesOf('reuters/reuters-allcats.csv', ',', true),
};

function linesOf(file: string, separator: string, hasHeader: boolean): Corpus {
  const path = sharedData(file);
  if (path === undefined) throw new Error(`${file} is not beside the project`);
  const lines = readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line !== '');
  const rows = (hasHeader ? lines.slice(1) : lines).map((line) => {
    const at = line.indexOf(separator);
    const text = line.slice(at + 1).replace(/\r$/, '');
    return [
      line.slice(0, at),
      text.startsWith('"') ? text.slice(1, -1).replaceAll('""', '"') : text,
    ];
  });
  return { labels: rows.map(([label]) => label), texts: rows.map(([, text]) => text) };
}

function splitsOf(name: string, codes: Int32Array): readonly Split[] {
  const random = seededRandom(1);
  if (name !== 'reuters')
    return kFolds({ kind: 'stratified', classes: codes }, { nFolds: 5, random });
  return Array.from({ length: 5 }, () =>
    splitRows({ kind: 'stratified', classes: codes }, { testShare: 822 / 4079, random }),
  );
}

const [name = 'sms', ...asked] = process.argv.slice(2);
const limit = Number(process.env.FOLDS ?? 5);
const { labels, texts } = CORPORA[name]();
const column = encodeText('class', 'category', labels);
const classes = classesOf(column);
const y = encodeTarget(column, classes.length === 2 ? 'binary' : 'multiclass', classes);
const features = makeTable([encodeText('message', 'text', texts)]);
if (y.kind !== 'classification') throw new Error('classes are expected');
const metrics = classes.length === 2 ? ['roc_auc', 'accuracy', 'f1'] : ['accuracy', 'f1_macro'];
for (const one of asked.length > 0
  ? asked
  : ['logistic', 'linear-svm', 'complement-naive-bayes', 'boosted-trees']) {
  const [estimatorName, given = '{}'] = one.split('=');
  const estimator = getEstimator(estimatorName);
  const candidate = { id: estimatorName, estimator: estimatorName, params: {}, isBaseline: false };
  const recipe = recipeOf(candidate, features);
  const scores = new Map(metrics.map((metric) => [metric, [] as number[]]));
  const ms = [0, 0, 0];
  for (const { train, test } of splitsOf(name, y.codes).slice(0, limit)) {
    const started = processorMs();
    const known = takeRows(features, train);
    const yTrain = takeTargetRows(y, train);
    const graph = fitGraph(recipe, known, yTrain);
    const x = prepareTable(graph, known);
    const prepared = processorMs();
    const state = fitRows(
      estimator,
      x,
      yTrain,
      resolveParams(estimatorName, estimator.params, JSON.parse(given)),
      { random: seededRandom(1) },
    );
    const fitted = processorMs();
    const outcome = toOutcome(
      takeTargetRows(y, test),
      answerRows(estimator, state, prepareTable(graph, takeRows(features, test))),
    );
    ms[0] += prepared - started;
    ms[1] += fitted - prepared;
    ms[2] += processorMs() - fitted;
    for (const metric of metrics) scores.get(metric)?.push(getMetric(metric).compute(outcome));
  }
  const means = [...scores].map(
    ([metric, values]) =>
      `${metric} ${(values.reduce((a, b) => a + b, 0) / values.length).toFixed(5)}`,
  );
  console.log(
    one,
    recipe,
    means.join(' '),
    `processor ms: prepare ${ms[0].toFixed(0)}, fit ${ms[1].toFixed(0)}, answer ${ms[2].toFixed(0)}`,
  );
}
