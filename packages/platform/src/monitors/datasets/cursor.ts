import { invariant } from '@kaizenml/contracts';

/** How far a dataset is counted. */
export interface DatasetCursor {
  /** Newest version that was looked at. */
  readonly version: number;
  /** End of the last window, ISO 8601: later ones begin there or after it. Null where nothing was counted, and any time counts. */
  readonly end: string | null;
  /** Newest time that was seen: of the time column, or at which a version was made. ISO 8601. */
  readonly newestAt: string;
}

/** A cursor as the text that is kept. */
export function packCursor({ version, end, newestAt }: DatasetCursor): string {
  return JSON.stringify({ version, end, newestAt });
}

/** The cursor that was kept; the reverse of `packCursor`. */
export function openCursor(text: string): DatasetCursor {
  const cursor = JSON.parse(text) as Partial<DatasetCursor>;
  invariant(typeof cursor.version === 'number', 'the cursor of a dataset tells its version');
  return cursor as DatasetCursor;
}
