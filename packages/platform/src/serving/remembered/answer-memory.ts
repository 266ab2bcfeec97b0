import type { ArtifactHash } from '@kaizenml/contracts';
import type { CacheSettings } from '@kaizenml/contracts/operations';
import type { Clock } from '../../kit/index.ts';
import {
  type ArtifactMemory,
  createEndpointMemory,
  type EndpointMemory,
  type MemoryFigures,
} from './endpoint-memory.ts';

/** What the endpoints of a process remember of their answers. */
export interface AnswerMemory {
  /** What an endpoint remembers of an artifact; undefined where its settings say that it remembers nothing, and then all is forgotten. */
  find(
    version: { readonly name: string; readonly artifact: ArtifactHash },
    settings: CacheSettings | undefined,
  ): ArtifactMemory | undefined;
  /** Forgets all answers of an artifact, those too that are on their way. */
  forget(artifact: ArtifactHash): void;
  /** By endpoint. */
  figures(): ReadonlyMap<string, MemoryFigures>;
}

/** A memory without an answer yet; answers grow old by the clock. */
export function createAnswerMemory(clock: Clock): AnswerMemory {
  const endpoints = new Map<string, EndpointMemory>();
  return {
    find({ name, artifact }, settings) {
      if (settings === undefined) {
        if (endpoints.size > 0) endpoints.delete(name);
        return undefined;
      }
      const known = endpoints.get(name) ?? createEndpointMemory(settings, clock.now);
      endpoints.set(name, known);
      known.limit(settings);
      return known.ofArtifact(artifact);
    },
    forget(artifact) {
      for (const endpoint of endpoints.values()) endpoint.forget(artifact);
    },
    figures: () => new Map([...endpoints].map(([name, endpoint]) => [name, endpoint.figures()])),
  };
}
