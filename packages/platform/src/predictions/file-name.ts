/**
 * The name of a file of one day. Lines and columns of the same requests share an id; the name of a file that is being
 * written carries the process that writes it (`tempOwner`), and loses it when the file is closed.
 */
export type CaptureName =
  /** `<id>-<owner>.jsonl`, then `<id>.jsonl`. */
  | { readonly kind: 'lines'; readonly id: string; readonly owner: string | undefined }
  /** `<id>.<rows answered>.<time of the last answer>.parquet`: counting opens nothing. */
  | {
      readonly kind: 'columns';
      readonly id: string;
      readonly nRows: number;
      /** Milliseconds since 1970 UTC; 0 without an answer. */
      readonly lastAtMs: number;
    }
  /** `<id>-<owner>.tmp`: columns that a compaction has begun to write. */
  | { readonly kind: 'unfinished'; readonly id: string; readonly owner: string };

const LINES = /^([^.-]+)(?:-([^.]+))?\.jsonl$/;
const COLUMNS = /^([^.-]+)\.(\d+)\.(\d+)\.parquet$/;
const UNFINISHED = /^([^.-]+)-([^.]+)\.tmp$/;

/** What a name says; undefined for a file that is none of ours. */
export function parseName(name: string): CaptureName | undefined {
  const [, linesId, owner] = LINES.exec(name) ?? [];
  if (linesId !== undefined) return { kind: 'lines', id: linesId, owner };
  const [, columnsId, nRows, lastAtMs] = COLUMNS.exec(name) ?? [];
  if (columnsId !== undefined)
    return { kind: 'columns', id: columnsId, nRows: Number(nRows), lastAtMs: Number(lastAtMs) };
  const [, id, writer] = UNFINISHED.exec(name) ?? [];
  return id === undefined || writer === undefined
    ? undefined
    : { kind: 'unfinished', id, owner: writer };
}

/** The name as it stands in the folder. */
export function formatName(name: CaptureName): string {
  switch (name.kind) {
    case 'lines':
      return name.owner === undefined ? `${name.id}.jsonl` : `${name.id}-${name.owner}.jsonl`;
    case 'columns':
      return `${name.id}.${name.nRows}.${name.lastAtMs}.parquet`;
    case 'unfinished':
      return `${name.id}-${name.owner}.tmp`;
  }
}

/** Where lines go once nobody writes them; undefined when that is where they are. */
export function closedName(name: string): string | undefined {
  const parsed = parseName(name);
  if (parsed?.kind !== 'lines' || parsed.owner === undefined) return undefined;
  return formatName({ ...parsed, owner: undefined });
}
