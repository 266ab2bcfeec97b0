import { type ArtifactHash, toAppError } from '@kaizenml/contracts';
import type { Clock, Log } from '../kit/index.ts';
import type { ModelVersionRecord, WarmUp } from '../models/index.ts';

/** Lets a version answer until the one that follows it has been opened and tried. */
export interface HotSwap {
  /**
   * The version that answers a reference now.
   *
   * That is the one that it means, unless another one has answered it so far and the new one is still cold: then the old one
   * answers, and the new one is warmed up meanwhile. One that cannot be warmed up never takes over; it is tried again
   * every few seconds.
   *
   * @param meant What the reference means by now.
   */
  current(reference: string, meant: ModelVersionRecord): ModelVersionRecord;
  /** Whether a version may be sent requests; one that may not is warmed up from now on. */
  isReady(version: ModelVersionRecord): boolean;
  /** Warms a version up and lets it answer the reference from then on. @throws every code of opening an artifact */
  prepare(reference: string, version: ModelVersionRecord): Promise<void>;
  /** What answers references in this process. */
  answering(): ReadonlySet<ArtifactHash>;
}

/** What swapping stands on. */
export interface HotSwapDeps {
  readonly warmUp: WarmUp;
  readonly clock: Clock;
  /** Hears of versions that cannot take over. */
  readonly log: Log;
  /** Told when other versions answer than before. */
  readonly onChange: () => void;
}

/** A version that could not be warmed up is left alone for this time. */
const RETRY_MS = 5000;
/** References whose version is remembered. */
const MOST_REFERENCES = 10_000;

export function createHotSwap({ warmUp, clock, log, onChange }: HotSwapDeps): HotSwap {
  const answering = new Map<string, ModelVersionRecord>();
  const warming = new Set<ArtifactHash>();
  const failedAt = new Map<ArtifactHash, number>();

  const begin = ({ name, version, artifact }: ModelVersionRecord): void => {
    if (warming.has(artifact)) return;
    if (clock.now() - (failedAt.get(artifact) ?? Number.NEGATIVE_INFINITY) < RETRY_MS) return;
    warming.add(artifact);
    warmUp
      .warm(artifact)
      .then(
        () => {
          failedAt.delete(artifact);
        },
        (thrown: unknown) => {
          failedAt.set(artifact, clock.now());
          const { code, message: reason } = toAppError(thrown);
          log.error('a version cannot answer and does not take over', {
            ...{ endpoint: name, version, code, reason },
          });
        },
      )
      .finally(() => warming.delete(artifact));
  };
  const put = (reference: string, version: ModelVersionRecord): void => {
    const before = answering.get(reference);
    if (before === undefined && answering.size >= MOST_REFERENCES) answering.clear();
    answering.set(reference, version);
    if (before?.artifact !== version.artifact) onChange();
  };
  return {
    current(reference, meant) {
      const before = answering.get(reference);
      if (before === meant) return meant;
      if (
        before === undefined ||
        before.artifact === meant.artifact ||
        warmUp.isWarm(meant.artifact)
      ) {
        put(reference, meant);
        return meant;
      }
      begin(meant);
      return before;
    },
    isReady(version) {
      if (warmUp.isWarm(version.artifact)) return true;
      begin(version);
      return false;
    },
    async prepare(reference, version) {
      await warmUp.warm(version.artifact);
      put(reference, version);
    },
    answering: () => new Set([...answering.values()].map(({ artifact }) => artifact)),
  };
}
