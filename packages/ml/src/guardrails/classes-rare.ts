import { AppError, type Finding, listNames } from '@kaizenml/contracts';
import { adviseOnClasses } from './advise-on-classes.ts';
import type { KnownClasses } from './read-target.ts';

/** Fewest rows of a class that can be learned and measured: one for each part of a cross-validation. */
export const FEWEST_CLASS_ROWS = 5;

/** A target without its rare classes. */
export interface CommonClasses {
  readonly target: KnownClasses;
  readonly findings: readonly Finding[];
}

/**
 * Leaves out the rows of classes that have too few to learn from and to measure on.
 *
 * @param fewestRows Rows that a class must have. Default 5.
 *
 * @throws TARGET_UNUSABLE when fewer than two classes are left.
 * @cost O(n)
 */
export function dropRareClasses(
  target: KnownClasses,
  fewestRows: number = FEWEST_CLASS_ROWS,
): CommonClasses {
  const { name, classes, counts, codes, rows, columnKind } = target;
  const nCommon = counts.filter((count) => count >= fewestRows).length;
  if (nCommon === classes.length) return { target, findings: [] };
  const rare = classes.slice(nCommon);
  const said = rare.map((label, i) => `${clipped(label)} (${counts[nCommon + i]})`);
  if (nCommon < 2) {
    throw new AppError('TARGET_UNUSABLE', {
      message: `Target "${name}" must have two classes of at least ${fewestRows} rows, got ${nCommon === 0 ? 'none' : `"${classes[0]}" only`}; too rare: ${said.slice(0, 5).join(', ')}${said.length > 5 ? ` and ${said.length - 5} more` : ''}.`,
      hint: adviseOnClasses(classes, { kind: columnKind, nRows: codes.length }),
      details: { target: name, needed: fewestRows, classes, counts },
    });
  }
  const kept = Array.from(codes.keys()).filter((i) => codes[i] < nCommon);
  const nDropped = codes.length - kept.length;
  return {
    target: {
      ...target,
      rows: Int32Array.from(kept, (i) => rows[i]),
      codes: Int32Array.from(kept, (i) => codes[i]),
      classes: classes.slice(0, nCommon),
      counts: counts.slice(0, nCommon),
    },
    findings: [
      {
        code: 'CLASSES_RARE_DROPPED',
        severity: 'warning',
        message: `Target "${name}" has ${rare.length === 1 ? 'a class' : `${rare.length} classes`} with fewer than ${fewestRows} rows: ${listNames(rare)}; ${nDropped === 1 ? 'its row was' : `their ${nDropped} rows were`} left out.`,
        hint: 'The model never answers them: collect more rows of them, or join them into one class.',
        column: name,
        details: { target: name, classes: rare, nDropped, needed: fewestRows },
      },
    ],
  };
}

const LONGEST_SAID = 40;

function clipped(label: string): string {
  const letters = [...label];
  return letters.length > LONGEST_SAID ? `${letters.slice(0, LONGEST_SAID).join('')}…` : label;
}
