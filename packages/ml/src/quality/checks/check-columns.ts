import type { QualityFinding } from '../quality-finding.ts';

/** Names of columns, of the reference and of the window. */
export interface ColumnNames {
  readonly reference: readonly string[];
  readonly current: readonly string[];
}

/** Which columns are gone and which are new, and which of the new ones may be one that is gone under another name. */
export function checkColumns({ reference, current }: ColumnNames): QualityFinding[] {
  const [before, now] = [new Set(reference), new Set(current)];
  const gone = reference.filter((name) => !now.has(name));
  const fresh = current.filter((name) => !before.has(name));
  const plain = (name: string): string => name.toLowerCase().replaceAll(/[^\p{L}\p{N}]/gu, '');
  return [
    ...gone.map((name): QualityFinding => {
      const renamed = fresh.find((other) => plain(other) === plain(name));
      const said = renamed === undefined ? '' : ` "${renamed}" is new: was it renamed?`;
      return {
        ...{ check: 'column-gone', column: name, effect: 1, pValue: null },
        expected: 'a column of this name',
        found: renamed === undefined ? 'none' : `"${renamed}"`,
        why: `Column "${name}" of the reference is gone.${said}`,
      };
    }),
    ...fresh.map(
      (name): QualityFinding => ({
        ...{ check: 'column-new', column: name, effect: 1, pValue: null },
        expected: 'no column of this name',
        found: 'one',
        why: `Column "${name}" is new: the reference does not have it.`,
      }),
    ),
  ];
}
