import { writeHead, writeSample } from './labels.ts';

/** Figures of one process in the exposition format. */
export interface Exposition {
  readonly text: string;
  /** Number of the worker; absent for what belongs to none, or to those that have ended. */
  readonly worker?: number;
}

type FamilyType = Parameters<typeof writeHead>[2];

interface Family {
  readonly name: string;
  readonly help: string;
  readonly type: FamilyType;
  /** By name and labels as they are written, in the order in which they came. */
  readonly samples: Map<string, number>;
}

const HEAD = /^# (HELP|TYPE) (\S+) ?(.*)$/;
const SAMPLE = /^([^\s{]+)(?:\{(.*)\})? (\S+)/;
/** What a process says of itself, which no sum could say. */
const OF_PROCESS = /^(process|nodejs)_/;

/**
 * The figures of several processes as those of one server: counts, histograms and gauges are added up, as all of ours may be. What is said of a process
 * itself (`process_*`, `nodejs_*`) keeps apart under a label `worker`.
 *
 * @source Prometheus text exposition format 0.0.4
 * @cost O(lines)
 */
export function sumExpositions(expositions: readonly Exposition[]): string {
  const families = new Map<string, Family>();
  for (const { text, worker } of expositions) addAll(families, text, worker);
  return [...families.values()].map(writeFamily).join('');
}

/** What stays of the figures of processes that have ended: what only grows, and nothing of the processes themselves. */
export function keepCounts(texts: readonly string[]): string {
  const families = new Map<string, Family>();
  for (const text of texts) addAll(families, text, undefined);
  return [...families.values()]
    .filter(({ name, type }) => type !== 'gauge' && !OF_PROCESS.test(name))
    .map(writeFamily)
    .join('');
}

function addAll(families: Map<string, Family>, text: string, worker: number | undefined): void {
  let help = '';
  let family: Family | undefined;
  for (const line of text.split('\n')) {
    const [, kind, name = '', rest = ''] = HEAD.exec(line) ?? [];
    if (kind === 'HELP') {
      help = rest;
      continue;
    }
    if (kind === 'TYPE') {
      family = families.get(name) ?? { name, help, type: rest as FamilyType, samples: new Map() };
      families.set(name, family);
      continue;
    }
    const [, sample, labels = '', value] = SAMPLE.exec(line) ?? [];
    if (sample === undefined || family === undefined) continue;
    const own = OF_PROCESS.test(sample) && worker !== undefined ? `worker="${worker}"` : '';
    const all = [labels, own].filter((part) => part !== '').join(',');
    const key = JSON.stringify([sample, all]);
    family.samples.set(key, (family.samples.get(key) ?? 0) + Number(value));
  }
}

function writeFamily({ name, help, type, samples }: Family): string {
  const lines = [...samples].map(([key, value]) => {
    const [sample, labels] = JSON.parse(key) as [string, string];
    return writeSample(sample, labels, value);
  });
  return writeHead(name, help, type) + lines.join('');
}
