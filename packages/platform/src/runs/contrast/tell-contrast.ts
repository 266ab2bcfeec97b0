import type { ContrastedMetric, RunContrast, RunDifference } from './contrast-runs.ts';
import { CODE, type ContrastedRun, isSeed } from './contrasted-run.ts';

/** Differences that are named one by one. */
const MOST_NAMED = 6;
/** A difference of two runs within so many standard deviations of one run may be chance: 1.96 · √2. */
const CHANCE = 1.96 * Math.SQRT2;

/** A contrast as sentences: what is measured, whether it may be chance, what differs, what others say, what cannot be known. */
export function tellContrast(
  run: ContrastedRun,
  against: ContrastedRun,
  contrast: RunContrast,
): string[] {
  const { metric, differences, noise } = contrast;
  if (metric === undefined)
    return [
      `${run.name} and ${against.name} have no number of the same metric, so that neither is better.`,
      ...sayDifferences(differences),
    ];
  return [
    ...sayMetric(run, against, metric),
    ...(metric.value === metric.against ? [] : [sayNoise(metric, noise)]),
    ...sayDifferences(differences),
    ...(metric.value === metric.against ? [] : sayPairs(metric, differences)),
    ...sayMissing(run, against, contrast),
  ];
}

function sayMetric(
  run: ContrastedRun,
  against: ContrastedRun,
  { key, value, against: other, better }: ContrastedMetric,
): string[] {
  const running = [run, against].filter(({ isRunning }) => isRunning).map(({ name }) => name);
  const still =
    running.length === 0 ? [] : [`${running.join(' and ')} may still change: it is running.`];
  if (value === other)
    return [`${run.name} and ${against.name} have the same ${key}, ${digits(value)}.`, ...still];
  const way = value > other ? 'higher' : 'lower';
  const verdict =
    better === undefined
      ? `whether that is better, its name does not say`
      : better === way
        ? 'which is better'
        : `which is worse, since ${better} is better`;
  return [
    `${key} of ${run.name} is ${digits(value)}, that of ${against.name} ${digits(other)}: ${digits(Math.abs(value - other))} ${way}, ${verdict}.`,
    ...still,
  ];
}

function sayNoise({ value, against }: ContrastedMetric, noise: RunContrast['noise']): string {
  if (noise === undefined)
    return 'No run of this experiment was repeated with another seed alone, so how much of this is chance cannot be known.';
  const { nRuns, standardDeviation } = noise;
  const told = `${nRuns} runs of this experiment that differ from a twin in their seed alone vary by ${digits(standardDeviation)} (standard deviation)`;
  const isChance = Math.abs(value - against) <= CHANCE * standardDeviation;
  return isChance
    ? `${told}: a difference of this size may be chance.`
    : `${told}: chance alone would rarely make a difference of this size.`;
}

function sayDifferences(differences: readonly RunDifference[]): string[] {
  const of = (kind: RunDifference['kind']) => differences.filter((one) => one.kind === kind);
  const [params, data, environment] = [of('param'), of('data'), of('environment')];
  if (differences.length === 0)
    return [
      'Nothing that was logged differs: params, tables and environment are the same. It is chance, or something that nobody logged.',
    ];
  const isSeedOnly = differences.every(({ kind, name }) => kind === 'param' && isSeed(name));
  if (isSeedOnly) return ['They differ in their seed alone: this is what chance makes.'];
  const sentences: string[] = [];
  if (params.length > 0) sentences.push(`Of their params ${listOf(params)}.`);
  if (data.length > 0)
    sentences.push(
      `They did not read the same data: ${listOf(data)}. Metrics of different data are hard to compare.`,
    );
  if (environment.length > 0)
    sentences.push(`They were not made in the same way: ${listOf(environment)}.`);
  sentences.push(
    differences.length === 1
      ? 'As nothing else that was logged differs, this is the likely reason; something that nobody logged may differ, too.'
      : `Which of these ${differences.length} made it, two runs cannot tell.`,
  );
  return sentences;
}

function sayPairs(metric: ContrastedMetric, differences: readonly RunDifference[]): string[] {
  const sentences = differences.flatMap(({ name, value, against, pairs }) => {
    if (pairs === undefined) return [];
    const { nPairs, nSameWay, medianGain } = pairs;
    const change = `${name} ${shown(value)} instead of ${shown(against)}`;
    const median = `${medianGain < 0 ? '−' : '+'}${digits(Math.abs(medianGain))}`;
    return nPairs === 1
      ? [
          `One other pair of runs differs in ${change} alone: there ${metric.key} moved by ${median}, ${nSameWay === 1 ? 'the same way' : 'not the same way'}.`,
        ]
      : [
          `Of ${nPairs} other pairs of runs that differ in ${change} alone, ${nSameWay} moved the same way, by ${median} in the middle.`,
        ];
  });
  const isOpen = differences.length > 1 && sentences.length === 0;
  return isOpen
    ? [
        'No other pair of runs of this experiment differs in one of these alone. A run that takes over one of them at a time would tell.',
      ]
    : sentences;
}

function sayMissing(
  run: ContrastedRun,
  against: ContrastedRun,
  { differences }: RunContrast,
): string[] {
  const hasNot = (part: (one: ContrastedRun) => boolean) => part(run) || part(against);
  const missing = [
    ...(hasNot(({ data }) => data.size === 0) ? ['which data they read'] : []),
    ...(hasNot(({ environment }) => !environment.has(CODE)) ? ['which code they ran'] : []),
  ].filter((_, i, all) => differences.length > 0 || all.length > i);
  return missing.length === 0
    ? []
    : [`Not logged by both: ${missing.join(', and ')}. It may differ, and be the reason.`];
}

function listOf(differences: readonly RunDifference[]): string {
  const named = differences
    .slice(0, MOST_NAMED)
    .map(({ name, value, against }) => `${name} is ${shown(value)} instead of ${shown(against)}`);
  const more = differences.length - named.length;
  return `${named.join('; ')}${more === 0 ? '' : `; and ${more} more`}`;
}

function shown(value: string | undefined): string {
  if (value === undefined) return 'none';
  return value.length <= 40 ? value : `${value.slice(0, 39)}…`;
}

function digits(value: number): string {
  return String(Number(value.toPrecision(4)));
}
