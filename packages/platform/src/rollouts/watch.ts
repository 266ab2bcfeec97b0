import type { Prediction, Row } from '@kaizenml/contracts';
import type { AnyGuard, Arm } from '@kaizenml/ml/sequential';
import type { AnswerBins } from './answer-bins.ts';
import { NO_EVIDENCE, type StepEvidence } from './evidence.ts';
import { NOTICED_MS } from './noticed-ms.ts';
import type { RolloutRecord } from './rollout.ts';
import type { Evidence, RolloutStore } from './store.ts';
import { watchedIn } from './watched.ts';

type ArmName = 'champion' | 'candidate';

/** A request that was answered. */
export interface AnsweredRequest {
  readonly rows: readonly Row[];
  readonly predictions: readonly Prediction[];
  /** Time that the model took, milliseconds. */
  readonly tookMs: number;
  readonly bins: AnswerBins;
}

/** Counts, in the memory of this process, what both versions of a rollout do. */
export interface RolloutWatch {
  /** @cost O(rows), below a microsecond each. */
  answered(rollout: RolloutRecord, arm: ArmName, request: AnsweredRequest): void;
  failed(rollout: RolloutRecord, arm: ArmName, rows: readonly Row[]): void;
  /** Counts a request that no guard compares: of a bandit's version with more requests than the other. */
  uncompared(rollout: RolloutRecord, arm: ArmName, outcome: 'answered' | 'failed'): void;
  /** Writes down what was counted since the last time. */
  flush(): Promise<void>;
  /** Drops what is known of a rollout that is over. */
  forget(id: string): void;
}

const ARM: Readonly<Record<ArmName, Arm>> = { champion: 'a', candidate: 'b' };

/** What one process has counted in one step. */
interface Counted {
  readonly id: string;
  readonly step: number;
  /** Of a bandit: the version that is compared with the champion. */
  readonly version: number | undefined;
  readonly champion: { nAnswered: number; nFailed: number };
  readonly candidate: { nAnswered: number; nFailed: number };
  readonly guards: ReadonlyMap<string, { readonly guard: AnyGuard; readonly state: unknown }>;
  isChanged: boolean;
}

/**
 * A watch that writes to a store under the name of its process.
 *
 * @param source Unique among processes, also among those that are gone: what they counted stays.
 */
export function createWatch(
  rollouts: Pick<RolloutStore, 'putEvidence'>,
  source: string,
): RolloutWatch {
  const known = new Map<string, Counted>();
  const countedOf = ({ id, step, to, settings }: RolloutRecord): Counted => {
    const version = settings.bandit && to;
    const key = version === undefined ? `${id}/${step}` : `${id}/${step}/${version}`;
    const found = known.get(key);
    if (found !== undefined) return found;
    const guards = new Map(
      watchedIn(settings).map(({ name, guard, settings: of }) => [
        name,
        { guard, state: guard.empty(of) },
      ]),
    );
    const counted: Counted = {
      ...{ id, step, version, guards, isChanged: false },
      champion: { nAnswered: 0, nFailed: 0 },
      candidate: { nAnswered: 0, nFailed: 0 },
    };
    known.set(key, counted);
    return counted;
  };
  const count = ({ guards }: Counted, name: string, arm: ArmName, value: unknown): void => {
    const found = guards.get(name);
    found?.guard.update(found.state, ARM[arm], value);
  };
  const countFailure = (
    counted: Counted,
    arm: ArmName,
    { groups, hasFailed }: { readonly groups: ReadonlySet<string>; readonly hasFailed: boolean },
  ): void => {
    count(counted, 'errors', arm, hasFailed);
    for (const group of groups)
      count(counted, 'errors per group', arm, { group, value: hasFailed });
  };
  return {
    answered(rollout, arm, { rows, predictions, tookMs, bins }) {
      const counted = countedOf(rollout);
      counted[arm].nAnswered += 1;
      counted.isChanged = true;
      countFailure(counted, arm, { groups: groupsOf(rollout, rows), hasFailed: false });
      const noticedMs = Math.max(tookMs, NOTICED_MS);
      count(counted, 'latency p50', arm, noticedMs);
      count(counted, 'latency p95', arm, noticedMs);
      for (const prediction of predictions) count(counted, 'answers', arm, bins.binOf(prediction));
    },
    failed(rollout, arm, rows) {
      const counted = countedOf(rollout);
      counted[arm].nFailed += 1;
      counted.isChanged = true;
      countFailure(counted, arm, { groups: groupsOf(rollout, rows), hasFailed: true });
    },
    uncompared(rollout, arm, outcome) {
      const counted = countedOf(rollout);
      counted[arm][outcome === 'answered' ? 'nAnswered' : 'nFailed'] += 1;
      counted.isChanged = true;
    },
    async flush() {
      for (const counted of known.values()) {
        if (!counted.isChanged) continue;
        counted.isChanged = false;
        const { id, step, version } = counted;
        const name = version === undefined ? source : `${source}/${version}`;
        await rollouts.putEvidence(id, step, name, toEvidence(counted));
      }
    },
    forget(id) {
      for (const [key, counted] of known) if (counted.id === id) known.delete(key);
    },
  };
}

const NO_GROUPS: ReadonlySet<string> = new Set();

/** The groups of the rows, each once; none where groups are not watched. */
function groupsOf(
  { settings: { group } }: RolloutRecord,
  rows: readonly Row[],
): ReadonlySet<string> {
  return group === null ? NO_GROUPS : new Set(rows.map((row) => String(row[group] ?? '')));
}

function toEvidence({ champion, candidate, guards, version }: Counted): Evidence {
  const states = Object.fromEntries([...guards].map(([name, { state }]) => [name, state]));
  const evidence: StepEvidence = { ...NO_EVIDENCE, champion, candidate, states };
  return { ...evidence, ...(version === undefined ? {} : { version }) };
}
