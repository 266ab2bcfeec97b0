import { type BinnedColumn, slotsOf } from './binned-column.ts';
import type { DescribedColumn } from './describe-columns.ts';

/**
 * Where the bins of a column are stored: in a track of their own, one byte per row, or in one shared with
 * other sparse columns.
 */
export interface PlacedColumn {
  readonly bins: BinnedColumn;
  /** Column of the matrix. */
  readonly origin: number;
  readonly track: number;
  /** Bin of the track that the column's first stored bin has. 0 in a track of its own. */
  readonly firstBin: number;
  /** The column's common bin, which a shared track does not store: rows are in bin 0 when all its columns are there. -1 in a track of its own. */
  readonly absentBin: number;
}

/** Columns in their tracks. */
export interface Tracks {
  /** In the order of their tracks. Columns that never vary are left out. */
  readonly columns: readonly PlacedColumn[];
  readonly nTracks: number;
  /** Tracks of more than 16 bins; they come first. */
  readonly nWide: number;
  /** Tracks in which few rows are set; they come last. Histograms read them from a list of what is set. */
  readonly nSparse: number;
  /** First slot of each track in a histogram, and behind the last one their number. */
  readonly firstSlots: readonly number[];
}

/** Tracks of at most this many bins have that many slots in a histogram; the others 256. */
export const NARROW_SLOTS = 16;
export const WIDE_SLOTS = 256;
/** Shared tracks that a column is tried in before it begins another. */
const MAX_TRIED = 100;
/** Share of set rows up to which a list of them is quicker than a byte per row. */
const MAX_LISTED_SHARE = 1 / 8;
/** A list pays where there are so many tracks of that kind, and such a share of all: rows are read twice then. */
const MIN_LISTED = 32;
const MIN_LISTED_SHARE = 3 / 4;

interface Bundle {
  readonly members: number[];
  /** Bins in all, the common one among them. */
  nBins: number;
  /** Sampled rows in which some member is set. */
  readonly rows: Int32Array;
}

/** Columns that are to share a track. */
interface Track {
  readonly members: readonly number[];
  readonly nBins: number;
  /** Of the sampled rows, those that are in another bin than the common one. */
  readonly share: number;
}

/**
 * Places columns in tracks; sparse columns that are never set in the same sampled row share one.
 *
 * Where two columns of a track are set in a row that was not sampled, the later one is taken for absent there.
 *
 * @source Ke et al. (2017), "LightGBM", section 4: exclusive feature bundling, with no conflicts allowed.
 */
export function placeColumns(described: readonly DescribedColumn[]): Tracks {
  const varying = [...described.keys()].filter((j) => slotsOf(described[j].bins) > 1);
  // One column must stay, even where none varies: a histogram's totals are read from the first.
  const kept = varying.length > 0 ? varying : [0].filter((j) => j < described.length);
  const bundles = bundle(described, kept);
  const bundled = new Set(bundles.flatMap(({ members }) => members));
  const tracks = [
    ...kept.filter((j) => !bundled.has(j)).map((j) => [j]),
    ...bundles.map(({ members }) => members),
  ].map(
    (members): Track => ({
      members,
      nBins: nBinsOf(described, members),
      share: members.reduce((sum, j) => sum + (described[j].sparse?.share ?? 1), 0),
    }),
  );
  const sparse = listedTracks(tracks);
  const dense = tracks.filter((track) => !sparse.includes(track));
  const wide = dense.filter(({ nBins }) => nBins > NARROW_SLOTS);
  const narrow = dense.filter(({ nBins }) => nBins <= NARROW_SLOTS);
  const ordered = [...wide, ...narrow, ...sparse];
  const isShared = (track: number) =>
    ordered[track].members.length > 1 || track >= ordered.length - sparse.length;
  return {
    columns: ordered.flatMap(({ members }, track) =>
      placeMembers(described, members, track, isShared(track)),
    ),
    nTracks: ordered.length,
    nWide: wide.length,
    nSparse: sparse.length,
    firstSlots: runningSums([
      ...wide.map(() => WIDE_SLOTS),
      ...narrow.map(() => NARROW_SLOTS),
      ...sparse.map(({ nBins }) => nBins),
    ]),
  };
}

/** The tracks that are read from a list: all of which few rows are set, or none. The first track is never among them. */
function listedTracks(tracks: readonly Track[]): Track[] {
  const sparse = tracks.filter(({ share }) => share <= MAX_LISTED_SHARE);
  if (sparse.length < MIN_LISTED || sparse.length < MIN_LISTED_SHARE * tracks.length) return [];
  return sparse.length === tracks.length ? sparse.slice(1) : sparse;
}

function runningSums(widths: readonly number[]): number[] {
  const sums = [0];
  for (const width of widths) sums.push(sums[sums.length - 1] + width);
  return sums;
}

/**
 * The same columns, each in a track of its own: for rows that were not looked at when tracks were shared, in which
 * any columns may be set together.
 */
export function ownTracks({ columns }: Tracks): Tracks {
  return {
    columns: columns.map((column, track) => ({ ...column, track, firstBin: 0, absentBin: -1 })),
    nTracks: columns.length,
    nWide: columns.length,
    nSparse: 0,
    firstSlots: runningSums(columns.map(() => WIDE_SLOTS)),
  };
}

function nBinsOf(described: readonly DescribedColumn[], members: readonly number[]): number {
  if (members.length === 1) return slotsOf(described[members[0]].bins);
  return members.reduce((sum, j) => sum + slotsOf(described[j].bins) - 1, 1);
}

function placeMembers(
  described: readonly DescribedColumn[],
  members: readonly number[],
  track: number,
  isShared: boolean,
): PlacedColumn[] {
  let firstBin = isShared ? 1 : 0;
  return members.map((j) => {
    const { origin, bins, sparse } = described[j];
    const absentBin = isShared && sparse ? sparse.absentBin : -1;
    const placed = { bins, origin, track, firstBin, absentBin };
    firstBin += slotsOf(bins) - 1;
    return placed;
  });
}

/** Groups of at least two sparse columns, the fullest columns first. */
function bundle(described: readonly DescribedColumn[], kept: readonly number[]): Bundle[] {
  const bundles: Bundle[] = [];
  const sparse = kept.flatMap((j) => {
    const part = described[j].sparse;
    return part ? [{ j, part }] : [];
  });
  for (const { j, part } of sparse.sort((a, b) => b.part.nSet - a.part.nSet || a.j - b.j)) {
    const nOwn = slotsOf(described[j].bins) - 1;
    const home = bundles
      .slice(-MAX_TRIED)
      .find(({ nBins, rows }) => nBins + nOwn <= WIDE_SLOTS && areApart(rows, part.rows));
    if (home === undefined) {
      bundles.push({ members: [j], nBins: 1 + nOwn, rows: part.rows.slice() });
      continue;
    }
    home.members.push(j);
    home.nBins += nOwn;
    for (let word = 0; word < part.rows.length; word++) home.rows[word] |= part.rows[word];
  }
  return bundles.filter(({ members }) => members.length > 1);
}

function areApart(a: Int32Array, b: Int32Array): boolean {
  for (let word = 0; word < a.length; word++) if ((a[word] & b[word]) !== 0) return false;
  return true;
}

/** Writes a column's answers per bin into answers per bin of its track: 256 bytes. @param own A byte per bin of the column. */
export function spreadOverTrack(
  { bins, firstBin, absentBin }: PlacedColumn,
  own: Uint8Array,
  into: Uint8Array,
): void {
  if (absentBin < 0) {
    into.set(own.subarray(0, WIDE_SLOTS));
    return;
  }
  into.fill(own[absentBin]);
  for (let bin = 0, at = firstBin; bin < slotsOf(bins); bin++)
    if (bin !== absentBin) into[at++] = own[bin];
}
