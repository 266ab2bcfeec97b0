import type { MemoryFigures } from '../../serving/index.ts';
import { writeHead, writeLabels, writeSample } from './labels.ts';

const FAMILIES = [
  ['nHits', 'kaizen_cache_hits_total', 'counter', 'Rows whose answers were remembered.'],
  ['nMisses', 'kaizen_cache_misses_total', 'counter', 'Other rows, where answers are remembered.'],
  ['nRows', 'kaizen_cache_rows', 'gauge', 'Rows that are remembered now.'],
  ['estimatedBytes', 'kaizen_cache_bytes', 'gauge', 'Estimated memory of remembered rows.'],
] as const;

/** What endpoints remember of their answers; nothing where none does. */
export function writeMemory(figures: ReadonlyMap<string, MemoryFigures>): string {
  if (figures.size === 0) return '';
  return FAMILIES.map(
    ([field, name, type, help]) =>
      writeHead(name, help, type) +
      [...figures]
        .map(([endpoint, each]) => writeSample(name, writeLabels({ endpoint }), each[field]))
        .join(''),
  ).join('');
}
