import { AppError } from '@kaizenml/contracts';
import type { KnownClasses } from '../guardrails/index.ts';
import type { Random } from '../math/index.ts';
import { drawEvenly } from './draw-evenly.ts';
import type { Features } from './features-of.ts';
import type { MadeCells } from './made-cells.ts';
import { noisyRows } from './noisy-rows.ts';
import type { ClassPlan } from './plan-classes.ts';
import { rowsOfClass } from './read-classes.ts';
import { smoteRows } from './smote-rows.ts';
import type { MadeRows } from './stack-rows.ts';

/** How rows are made; see `AugmentOptions`. */
export interface MakeOptions {
  readonly method: 'smote' | 'oversample' | 'noise';
  readonly neighbors: number;
  readonly noise: number;
  readonly random: Random;
}

/**
 * Makes the rows that classes lack, class by class.
 *
 * @throws FEATURES_UNUSABLE when no number could move, TABLE_TOO_SMALL when a class has too few rows for its neighbors.
 */
export function makeRows(
  known: KnownClasses,
  { classes, features }: { readonly classes: readonly ClassPlan[]; readonly features: Features },
  options: MakeOptions,
): MadeRows {
  const { method, neighbors, random } = options;
  if (method !== 'oversample') assertNumbers(features, method);
  if (method === 'smote') assertNeighbors(classes, neighbors);
  const parts: MadeRows[] = [];
  for (const [code, { nBefore, nAfter }] of classes.entries()) {
    if (nAfter === nBefore) continue;
    const rows = rowsOfClass(known, code);
    const parents = drawEvenly(rows, nAfter - nBefore, random);
    parts.push({ parents, cells: makeCells(features, { rows, parents }, options) });
  }
  return joinParts(parts, features);
}

function makeCells(
  features: Features,
  { rows, parents }: { readonly rows: Int32Array; readonly parents: Int32Array },
  { method, neighbors, noise, random }: MakeOptions,
): MadeCells | undefined {
  switch (method) {
    case 'smote':
      return smoteRows(features, { rows, parents, k: neighbors, random });
    case 'noise':
      return noisyRows(features, { parents, share: noise, random });
    case 'oversample':
      return undefined;
  }
}

/** Made rows of one class behind those of another. */
function joinParts(parts: readonly MadeRows[], { numbers, categories }: Features): MadeRows {
  const parents = Int32Array.from(parts.flatMap((part) => [...part.parents]));
  const cells = parts.flatMap((part) => part.cells ?? []);
  if (cells.length < parts.length) return { parents, cells: undefined };
  const joined = (pick: (made: MadeCells) => Iterable<number>): number[] =>
    cells.flatMap((made) => [...pick(made)]);
  return {
    parents,
    cells: {
      numbers: numbers.map((_, j) => Float64Array.from(joined((made) => made.numbers[j]))),
      categories: categories.map((_, j) => Int32Array.from(joined((made) => made.categories[j]))),
    },
  };
}

/** @throws FEATURES_UNUSABLE */
function assertNumbers({ numbers }: Features, method: 'smote' | 'noise'): void {
  const movable = numbers.filter(
    ({ column, deviation }) => deviation > 0 && (method === 'smote' || column.kind === 'number'),
  );
  if (movable.length > 0) return;
  const what = method === 'smote' ? 'numbers or dates' : 'numbers';
  throw new AppError('FEATURES_UNUSABLE', {
    message: `Method \`${method}\` must have a column of ${what} with different values, got none besides the target and identifiers.`,
    hint: 'Repeat rows as they are with `--method oversample`.',
    details: { method, numbers: numbers.map(({ column }) => column.name) },
  });
}

/** @throws TABLE_TOO_SMALL */
function assertNeighbors(classes: readonly ClassPlan[], k: number): void {
  const small = classes.findLast(({ nBefore, nAfter }) => nAfter > nBefore && nBefore <= k);
  if (small === undefined) return;
  const { name, nBefore } = small;
  throw new AppError('TABLE_TOO_SMALL', {
    message: `Class "${name}" must have at least ${k + 1} rows for ${k} neighbors each, got ${nBefore}.`,
    hint:
      nBefore > 1
        ? `Ask for fewer with \`--neighbors ${nBefore - 1}\`, or repeat rows with \`--method oversample\`.`
        : 'A single row has no neighbors: repeat it with `--method oversample`.',
    details: { class: name, nRows: nBefore, neighbors: k },
  });
}
