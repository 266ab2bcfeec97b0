import { AppError } from '@kaizenml/contracts';
import { encodeTable, fitEncoding, type TableEncoding } from '../../../clustering/index.ts';
import { type Random, shuffledIndices, takeMatrixRows } from '../../../math/index.ts';
import { type Table, takeRows } from '../../../table/index.ts';
import { countDifferent, outsideOf, type Sphere, spheresOf, squaredDistance } from './spheres.ts';

/** What is known of rows that may turn out to be of a new kind. Plain JSON. */
export interface NoveltyWatch {
  /** How rows become points. */
  readonly encoding: TableEncoding;
  /** Where known rows lie: of the reference, then what was found since. */
  readonly known: readonly Sphere[];
  /** A ball around the centers of the reference. New clusters within are an extension of what there was. */
  readonly concept: { readonly center: readonly number[]; readonly reach: number };
  /** Largest spread of a sphere of the reference: new clusters must be as dense. */
  readonly mostSpread: number;
  /** Rows of the reference that no sphere was made of, and how many lie outside of all: so many rows are unknown by chance. */
  readonly held: { readonly nRows: number; readonly nUnknown: number };
  /** Points of unknown rows, the latest last, and the rows that they were among. */
  readonly waiting: readonly (readonly number[])[];
  readonly nSeen: number;
}

/** How a reference is described. */
export interface NoveltyOptions {
  readonly random: Random;
  /** Spheres that the reference is covered by. Default 10. */
  readonly nSpheres?: number;
}

const MOST_ROWS = 20_000;
const FEWEST_ROWS = 60;
const SHARE_LEARNED = 2 / 3;

/**
 * Covers a reference with spheres, so that later rows outside of them are unknown. Two thirds of the rows make the spheres, the rest
 * says how many rows are outside by chance.
 *
 * @throws TABLE_TOO_SMALL for fewer than 60 rows; FEATURES_UNUSABLE where no column tells rows apart.
 * @cost k-means of 20 000 rows at most.
 * @source Spinosa, de Carvalho & Gama (2007), "OLINDDA: a cluster-based approach for detecting novelty and concept drift in data streams", SAC.
 */
export function watchNovelty(
  reference: Table,
  { random, nSpheres = 10 }: NoveltyOptions,
): NoveltyWatch {
  if (reference.nRows < FEWEST_ROWS) throw tooFewRows(reference.nRows);
  const drawn = shuffledIndices(reference.nRows, random).slice(0, MOST_ROWS);
  const rows = takeRows(reference, drawn);
  const encoding = fitEncoding(rows);
  const x = encodeTable(encoding, rows);
  const nLearned = Math.floor(SHARE_LEARNED * x.nRows);
  const all = Int32Array.from({ length: x.nRows }, (_, i) => i);
  const learned = takeMatrixRows(x, all.subarray(0, nLearned));
  const held = takeMatrixRows(x, all.subarray(nLearned));
  const k = countDifferent(learned, nSpheres);
  const known = spheresOf(learned, { k, random }).map(({ sphere }) => sphere);
  return {
    encoding,
    known,
    concept: around(known),
    mostSpread: Math.max(...known.map(({ spread }) => spread)),
    held: { nRows: held.nRows, nUnknown: outsideOf(known, held).length },
    waiting: [],
    nSeen: 0,
  };
}

/** The mean of the centers, and how far the farthest is from it. */
function around(spheres: readonly Sphere[]): NoveltyWatch['concept'] {
  const center = spheres[0].center.map(
    (_, j) => spheres.reduce((sum, sphere) => sum + sphere.center[j], 0) / spheres.length,
  );
  const squares = spheres.map((sphere) => squaredDistance(sphere.center, center));
  return { center, reach: Math.sqrt(Math.max(...squares)) };
}

function tooFewRows(nRows: number): AppError {
  return new AppError('TABLE_TOO_SMALL', {
    message: `A reference that new kinds of rows are told from must have at least ${FEWEST_ROWS} rows, got ${nRows}.`,
    hint: 'Take a longer reference.',
    details: { nRows, atLeast: FEWEST_ROWS },
  });
}
