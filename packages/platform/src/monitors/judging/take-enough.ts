import type { WindowPlace } from '../store.ts';

/** Windows that are judged together. */
export interface TakenWindows<Window> {
  readonly windows: readonly Window[];
  /** From the first to the last of them; the version that answered most. */
  readonly place: WindowPlace;
  /** Rows of that version. */
  readonly nRows: number;
}

/**
 * The first windows in which one version has enough rows.
 *
 * @param windows Oldest first; those of one time are taken together.
 * @returns Undefined while no version has.
 */
export function takeEnough<Window extends WindowPlace & { readonly nRows: number }>(
  windows: readonly Window[],
  minRows: number,
): TakenWindows<Window> | undefined {
  const [first] = windows;
  const counted = new Map<number, number>();
  for (const [i, { version, nRows, start, end }] of windows.entries()) {
    counted.set(version, (counted.get(version) ?? 0) + nRows);
    if (windows[i + 1]?.start === start) continue;
    const best = versionOfMost(counted);
    if (first === undefined || best === undefined || best.nRows < minRows) continue;
    const place = { start: first.start, end, version: best.version };
    return { windows: windows.slice(0, i + 1), place, nRows: best.nRows };
  }
  return undefined;
}

/** The version with the most rows, of equals the newest; undefined of none. */
export function versionOfMost(
  counted: ReadonlyMap<number, number>,
): { readonly version: number; readonly nRows: number } | undefined {
  let best: { version: number; nRows: number } | undefined;
  for (const [version, nRows] of counted)
    if (
      best === undefined ||
      nRows > best.nRows ||
      (nRows === best.nRows && version > best.version)
    )
      best = { version, nRows };
  return best;
}
