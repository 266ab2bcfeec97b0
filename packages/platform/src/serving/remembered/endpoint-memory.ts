import type { ArtifactHash, Prediction, Row } from '@kaizenml/contracts';
import type { CacheSettings } from '@kaizenml/contracts/operations';
import { estimateBytes } from './estimate-bytes.ts';

/** What a model answered to a row. */
export interface RememberedAnswer {
  readonly prediction: Prediction;
  /** The row as a graph completed it. */
  readonly completed?: Row | undefined;
}

/** How often an endpoint knew the answer to a row, and what it holds. */
export interface MemoryFigures {
  readonly nHits: number;
  readonly nMisses: number;
  readonly nRows: number;
  readonly estimatedBytes: number;
}

/** What one endpoint remembers of its artifacts. The one that was not asked for the longest time goes first. */
export interface EndpointMemory {
  /** The answers of one artifact. Kept from before a `forget`, it finds nothing and remembers nothing any more. */
  ofArtifact(artifact: ArtifactHash): ArtifactMemory;
  /** Holds to these settings from now on; answers that are older than they allow are not found any more. */
  limit(settings: CacheSettings): void;
  forget(artifact: ArtifactHash): void;
  figures(): MemoryFigures;
}

/** What an endpoint remembers of one artifact. */
export interface ArtifactMemory {
  find(key: string): RememberedAnswer | undefined;
  put(key: string, answer: RememberedAnswer): void;
  /** Counts rows that were found and others that were not. */
  count(nHits: number, nMisses: number): void;
}

interface Entry {
  readonly answer: RememberedAnswer;
  readonly owner: ArtifactMemory;
  readonly bytes: number;
  readonly atMs: number;
}

/** Entry, its place in the map and the header of its key. */
const ENTRY_BYTES = 160;
const MEGABYTE = 1e6;

/** @param nowMs Milliseconds since 1970. */
export function createEndpointMemory(first: CacheSettings, nowMs: () => number): EndpointMemory {
  let settings = first;
  let [nHits, nMisses, bytes, nArtifacts] = [0, 0, 0, 0];
  /** Least recently used first. */
  const entries = new Map<string, Entry>();
  const owners = new Map<ArtifactHash, ArtifactMemory>();
  const drop = (key: string, entry: Entry) => {
    entries.delete(key);
    bytes -= entry.bytes;
  };
  const makeRoom = () => {
    for (const [key, entry] of entries) {
      if (entries.size <= settings.rows && bytes <= settings.megabytes * MEGABYTE) return;
      drop(key, entry);
    }
  };
  const createOwner = (artifact: ArtifactHash): ArtifactMemory => {
    const prefix = `${nArtifacts++}/`;
    const owner: ArtifactMemory = {
      find(rowKey) {
        const key = prefix + rowKey;
        const entry = entries.get(key);
        if (entry === undefined) return undefined;
        const ageMs = nowMs() - entry.atMs;
        if (ageMs < 0 || ageMs >= settings.seconds * 1000) {
          drop(key, entry);
          return undefined;
        }
        entries.delete(key);
        entries.set(key, entry);
        return entry.answer;
      },
      put(rowKey, answer) {
        if (owners.get(artifact) !== owner) return;
        const key = prefix + rowKey;
        const before = entries.get(key);
        if (before !== undefined) drop(key, before);
        const size =
          ENTRY_BYTES +
          2 * key.length +
          estimateBytes(answer.prediction) +
          (answer.completed === undefined ? 0 : estimateBytes(answer.completed));
        entries.set(key, { answer, owner, bytes: size, atMs: nowMs() });
        bytes += size;
        makeRoom();
      },
      count(hits, misses) {
        nHits += hits;
        nMisses += misses;
      },
    };
    return owner;
  };
  return {
    ofArtifact(artifact) {
      const known = owners.get(artifact);
      if (known !== undefined) return known;
      const owner = createOwner(artifact);
      owners.set(artifact, owner);
      return owner;
    },
    limit(next) {
      if (next === settings) return;
      settings = next;
      makeRoom();
    },
    forget(artifact) {
      const owner = owners.get(artifact);
      owners.delete(artifact);
      if (owner === undefined) return;
      for (const [key, entry] of entries) if (entry.owner === owner) drop(key, entry);
    },
    figures: () => ({ nHits, nMisses, nRows: entries.size, estimatedBytes: bytes }),
  };
}
