import type { ArtifactHash } from '@kaizenml/contracts';
import type { ArtifactStore } from '../store.ts';
import type { Doomed, HoldersByHash, ReleasedArtifactStore } from './store.ts';
import { sweepReleased } from './sweep-released.ts';

/** Artifacts that a report names, at most; its figures are of all. */
const MAX_NAMED = 1000;

/** What freeing artifacts stands on. */
export interface FreeParts {
  readonly released: ReleasedArtifactStore;
  readonly artifacts: Pick<ArtifactStore, 'setAside' | 'discard' | 'sizeOf'>;
}

/** Which artifacts of ours left the disk, and which did not. */
export interface Freed {
  readonly nArtifacts: number;
  readonly nFiles: number;
  readonly freedBytes: number;
  /** Those that stay, and why, by hash. */
  readonly left: readonly {
    readonly artifact: string;
    readonly sizeBytes: number;
    readonly why: readonly string[];
  }[];
}

/**
 * Removes those artifacts that were let go and that nothing holds, and says what went and what stayed.
 *
 * @param choice.hashes Default: all that were let go.
 * @param choice.asIf What is not deleted yet: nothing is removed, and the answer is what it would be.
 * @throws HOME_NOT_WRITABLE
 */
export async function freeArtifacts(
  parts: FreeParts,
  {
    hashes,
    asIf,
  }: { readonly hashes?: readonly ArtifactHash[] | undefined; readonly asIf?: Doomed | undefined },
): Promise<Freed> {
  if (asIf !== undefined) return foreseeFreed(parts, hashes ?? [], asIf);
  const { freed, left } = await sweepReleased(parts, hashes);
  return {
    ...{ nArtifacts: freed.length, ...sum(freed) },
    left: await toLeft(parts, left),
  };
}

async function foreseeFreed(
  { released, artifacts }: FreeParts,
  hashes: readonly ArtifactHash[],
  asIf: Doomed,
): Promise<Freed> {
  const left = new Map(await released.holdersOf(hashes, asIf));
  const unheld = [...new Set(hashes)].filter((hash) => !left.has(hash));
  const underWay = await released.underWay();
  if (underWay.length > 0) for (const hash of unheld) left.set(hash, underWay);
  const sizes = [];
  for (const hash of underWay.length > 0 ? [] : unheld) {
    const size = await artifacts.sizeOf(hash);
    if (size !== undefined) sizes.push(size);
  }
  return {
    ...{ nArtifacts: sizes.length, ...sum(sizes) },
    left: await toLeft({ artifacts }, left),
  };
}

async function toLeft(
  { artifacts }: Pick<FreeParts, 'artifacts'>,
  left: HoldersByHash,
): Promise<Freed['left']> {
  const told = [];
  const sorted = [...left].sort(([a], [b]) => (a < b ? -1 : 1));
  for (const [artifact, why] of sorted.slice(0, MAX_NAMED)) {
    const { sizeBytes = 0 } = (await artifacts.sizeOf(artifact)) ?? {};
    told.push({ artifact, sizeBytes, why });
  }
  return told;
}

function sum(sizes: readonly { readonly nFiles: number; readonly sizeBytes: number }[]) {
  let [nFiles, freedBytes] = [0, 0];
  for (const size of sizes) {
    nFiles += size.nFiles;
    freedBytes += size.sizeBytes;
  }
  return { nFiles, freedBytes };
}
