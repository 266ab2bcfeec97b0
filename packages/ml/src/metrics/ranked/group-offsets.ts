import { AppError } from '@kaizenml/contracts';

/**
 * Where each group of rows begins: group q is rows offsets[q] to offsets[q + 1] - 1.
 *
 * @param groups Code per row, the rows of a group side by side. Length n.
 * @shape nGroups + 1, the last is n
 * @throws ARGUMENT_INVALID when a group comes back after another one.
 */
export function groupOffsets(groups: Int32Array): Int32Array {
  const offsets = [0];
  const seen = new Set<number>();
  for (let i = 0; i < groups.length; i++) {
    if (i > 0 && groups[i] === groups[i - 1]) continue;
    if (i > 0) offsets.push(i);
    if (seen.has(groups[i])) throw notSideBySide(groups[i], i);
    seen.add(groups[i]);
  }
  if (groups.length > 0) offsets.push(groups.length);
  return Int32Array.from(offsets);
}

function notSideBySide(group: number, row: number): AppError {
  return new AppError('ARGUMENT_INVALID', {
    message: `The rows of a group must stand side by side, got group ${group} again in row ${row + 1}.`,
    hint: 'Sort the rows by their group.',
    details: { group, row: row + 1 },
  });
}
