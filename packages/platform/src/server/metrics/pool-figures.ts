import type { PoolFigures } from '../../models/index.ts';
import { writeHead, writeLabels, writeSample } from './labels.ts';

const OPEN = 'kaizen_models_open';

/** What is held open in memory, and what it took. */
export function writePool(figures: PoolFigures): string {
  const rows = [
    ['kaizen_models_open_bytes', 'gauge', 'Estimated memory of open models.', figures.openBytes],
    ['kaizen_models_limit_bytes', 'gauge', 'Memory that they may take.', figures.limitBytes],
    ['kaizen_models_opening', 'gauge', 'Models that are being opened now.', figures.nOpening],
    ['kaizen_models_pinned', 'gauge', 'Open models that are closed last.', figures.nPinned],
    ['kaizen_models_opened_total', 'counter', 'Models that were opened.', figures.nOpened],
    [
      'kaizen_models_opening_seconds_total',
      'counter',
      'Time of all openings, summed.',
      figures.openingMs / 1000,
    ],
    [
      'kaizen_models_open_failures_total',
      'counter',
      'Models that could not be opened.',
      figures.nFailed,
    ],
    [
      'kaizen_models_evicted_total',
      'counter',
      'Models that were closed because others needed the memory.',
      figures.nEvicted,
    ],
  ] as const;
  const byKind = [...figures.openByKind]
    .map(([kind, n]) => writeSample(OPEN, writeLabels({ kind }), n))
    .join('');
  return (
    writeHead(OPEN, 'Open models by kind.', 'gauge') +
    byKind +
    rows
      .map(
        ([name, type, help, value]) => writeHead(name, help, type) + writeSample(name, '', value),
      )
      .join('')
  );
}
