import type { DatasetDeps, EnsureVersionRequest, KeptVersion } from '../ensure-version.ts';

/** Keeps a large delimited file without reading its table; undefined for what is small or of another kind. */
export async function keepLargeVersion(
  _deps: DatasetDeps,
  _request: EnsureVersionRequest & { readonly name: string },
  _tempPath: string,
): Promise<KeptVersion | undefined> {
  return undefined;
}
