import { AppError } from '@kaizenml/contracts';
import { readHeader } from '../../csv/header.ts';
import type { LintHeader } from '../evidence/table-evidence.ts';
import type { LintRecord } from './cut-records.ts';

/** Names of the columns from the first records; unlike a reader, it tells of repeated names instead of refusing them. */
export function lintHeader(sample: readonly LintRecord[], file: string): LintHeader {
  const first = (sample[0]?.cells ?? []).map((cell) => cell.trim());
  const line = sample[0]?.line ?? 1;
  try {
    const { names, isPresent } = readHeader(
      sample.map(({ cells }) => cells),
      file,
    );
    const unnamed = isPresent ? first.flatMap((cell, j) => (cell === '' ? [j + 1] : [])) : [];
    return { names, isPresent, line, unnamed, repeated: [] };
  } catch (thrown) {
    if (!(thrown instanceof AppError) || thrown.code !== 'COLUMN_DUPLICATE') throw thrown;
    const unnamed = first.flatMap((cell, j) => (cell === '' ? [j + 1] : []));
    return { names: first, isPresent: true, line, unnamed, repeated: repeatedNames(first) };
  }
}

function repeatedNames(names: readonly string[]) {
  const positions = new Map<string, number[]>();
  names.forEach((name, j) => {
    positions.set(name, [...(positions.get(name) ?? []), j + 1]);
  });
  return [...positions]
    .map(([name, all]) => ({ name, positions: all }))
    .filter(({ name, positions: all }) => name !== '' && all.length > 1);
}
