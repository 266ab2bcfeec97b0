import type { Topic } from '../../crew/index.ts';
import { WORKERS, type WorkerCounts } from '../../health/index.ts';
import { type ModelCounters, STATISTICS, sumCounters } from '../../serving/oip/index.ts';
import { createKeyDesk, KEY_DESK } from '../access/key-desk.ts';
import { FIGURES } from '../metrics/figures.ts';
import { writeHead, writeSample } from '../metrics/labels.ts';
import { type Exposition, keepCounts } from '../metrics/sum-expositions.ts';

/** What is left of workers that have ended: what was counted once does not become less. */
export const crewFolds: Readonly<Record<string, (answers: readonly unknown[]) => unknown>> = {
  ...fold(
    FIGURES,
    (answers): Exposition => ({ text: keepCounts(answers.map(({ text }) => text)) }),
  ),
  ...fold(STATISTICS, (answers): readonly ModelCounters[] => sumCounters(answers)),
};

/** What who watches over workers knows itself. */
export function crewOwn(
  count: () => WorkerCounts,
  nowMs: () => number,
): Readonly<Record<string, (about: never) => unknown>> {
  const desk = createKeyDesk(nowMs);
  return {
    [WORKERS.name]: count,
    [KEY_DESK.name]: desk,
    [FIGURES.name]: (): Exposition => ({ text: writeWorkers(count()) }),
  };
}

function fold<About, Answer>(
  { name }: Topic<About, Answer>,
  sum: (answers: readonly Answer[]) => Answer,
): Readonly<Record<string, (answers: readonly unknown[]) => unknown>> {
  return { [name]: (answers) => sum(answers as readonly Answer[]) };
}

const FAMILIES = [
  ['nReady', 'kaizen_workers', 'gauge', 'Worker processes that answer now.'],
  [
    'nReplaced',
    'kaizen_workers_replaced_total',
    'counter',
    'Workers that ended and were replaced.',
  ],
] as const;

function writeWorkers(counts: WorkerCounts): string {
  return FAMILIES.map(
    ([field, name, type, help]) =>
      writeHead(name, help, type) + writeSample(name, '', counts[field]),
  ).join('');
}
