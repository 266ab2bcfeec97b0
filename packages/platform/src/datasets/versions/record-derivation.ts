import type { DatasetHash } from '@kaizenml/contracts';
import type { ArtifactStore } from '../../artifacts/store.ts';
import type { LineageStore } from '../../lineage/store.ts';
import type { RawFile } from '../store.ts';

/** How data came out of other data. */
export interface Derivation {
  /** Name of the operation, such as `datasets.redact`. */
  readonly command: string;
  /** What it was asked for, without what was left out. */
  readonly parameters: Readonly<Record<string, unknown>>;
  /** User of the machine. */
  readonly by: string;
  /** Version of the program. */
  readonly kit: string;
  /** Instant in ISO 8601. */
  readonly at: string;
}

/**
 * Draws the arrows from what data were made of, over the derivation, to what was made.
 *
 * The derivation is an artifact; its node is `derivation:<hash>`.
 *
 * @param ends Nodes of the lineage: dataset versions, or files by their bytes.
 * @throws DISK_FULL, HOME_NOT_WRITABLE
 */
export async function recordDerivation(
  { lineage, artifacts }: { readonly lineage: LineageStore; readonly artifacts: ArtifactStore },
  derivation: Derivation,
  ends: { readonly from: readonly string[]; readonly to: readonly string[] },
): Promise<void> {
  const { hash } = await artifacts.putFile(JSON.stringify(derivation));
  const node = `${DERIVATION}${hash}`;
  await lineage.add([
    ...ends.from.map((from) => ({ from, to: node, role: 'derived-by' })),
    ...ends.to.map((to) => ({ from: node, to, role: 'wrote' })),
  ]);
}

/** Draws the arrow from the bytes of a file to the table that was read from them. */
export async function recordReading(
  lineage: LineageStore,
  raw: RawFile,
  hash: DatasetHash,
): Promise<void> {
  await lineage.add([{ from: fileNode(raw.sha256), to: datasetNode(hash), role: 'read-as' }]);
}

/** What the nodes of derivations begin with. */
export const DERIVATION = 'derivation:';

/** The node of a dataset version in the lineage. */
export function datasetNode(hash: DatasetHash): string {
  return `dataset:${hash}`;
}

/** The node of a file, which is known by its bytes wherever it lies. */
export function fileNode(sha256: string): string {
  return `raw:${sha256}`;
}
