import type { ModelName } from '@kaizenml/contracts';
import type { Operations, OutputOf } from '@kaizenml/contracts/operations';
import type { Page, PageRequest } from '../storage/page.ts';
import type { BanditSettings, BanditStanding } from './bandit/standing.ts';
import type { KeptTrail } from './guard-trail.ts';

export type { BanditSettings, BanditStanding } from './bandit/standing.ts';
export type { KeptTrail } from './guard-trail.ts';

type Shown = OutputOf<Operations['rollouts']['show']>;

/** What a rollout was told when it began; it does not change. */
export interface RolloutSettings {
  readonly strategy: Shown['strategy'];
  /** Share of the requests that the new version answers, per step; of a shadow the share that it answers besides. */
  readonly steps: readonly number[];
  readonly stepSeconds: number;
  readonly stepRequests: number;
  /** Column whose value always gets the same version; null: chance. */
  readonly by: string | null;
  /** Column whose groups are watched one by one. */
  readonly group: string | null;
  /** Those groups; all others are watched together. */
  readonly groups: readonly string[];
  /** What the model answers, and the bins that tell its answers apart. */
  readonly answers: 'scores' | 'classes' | 'numbers';
  readonly nBins: number;
  /** How gaps between answers are called; see `AnswerBins`. Rollouts that began before it was kept have none. */
  readonly binNames?: readonly string[] | undefined;
  /** Of numbers: spread of the target, against which errors are large or small. */
  readonly lossScale: number;
  /** Labels of its answers that the new version needs before it takes over. */
  readonly labels: number;
  /** Risk that an equal version is rolled back, over the whole rollout. */
  readonly level: number;
  readonly errorMargin: number;
  readonly latencyFactor: number;
  /** Most that the distribution of the answers may move by, 0 to 1. Rollouts that began before it was kept have none: 0.2. */
  readonly answersMove?: number | undefined;
  /** What requests bring, where it is watched. */
  readonly metric?: MetricWatch | undefined;
  /** What a bandit was told. */
  readonly bandit?: BanditSettings | undefined;
}

/** A number per request that comes later, such as money. */
export interface MetricWatch {
  readonly name: string;
  /** In which direction it gets worse. */
  readonly worse: 'lower' | 'higher';
  /** Loss per request that still counts as no harm, in its unit. */
  readonly margin: number;
}

export interface RolloutRecord {
  readonly id: string;
  readonly endpoint: ModelName;
  readonly from: number;
  readonly to: number;
  readonly settings: RolloutSettings;
  readonly status: Shown['status'];
  /** Position in `settings.steps`, from 0. */
  readonly step: number;
  readonly stepStartedAt: string;
  readonly startedAt: string;
  readonly endedAt: string | null;
  readonly reason: string;
  /** Of a bandit: where it stands. */
  readonly standing?: BanditStanding | undefined;
  /** Counts changes, so that two processes do not both make the next one. */
  readonly revision: number;
}

export interface NewRollout {
  readonly endpoint: ModelName;
  /** Version that is the champion now. */
  readonly from: number;
  readonly to: number;
  readonly settings: RolloutSettings;
  /** Of a bandit: how it begins. */
  readonly standing?: BanditStanding | undefined;
  readonly event: NewRolloutEvent;
}

/** One step of the history of a rollout. Events are only ever added. */
export interface NewRolloutEvent {
  readonly kind:
    | 'started'
    | 'advanced'
    | 'taken-out'
    | 'paused'
    | 'resumed'
    | 'promoted'
    | 'rolled-back'
    | 'ended';
  readonly by: 'person' | 'controller';
  /** Which person, as far as the machine or a key told; see `whoAsks`. */
  readonly who?: string | null | undefined;
  readonly message: string;
  /** Figures that the step rests on. */
  readonly details: Readonly<Record<string, unknown>>;
}

export interface RolloutEventRecord extends NewRolloutEvent {
  readonly at: string;
  readonly who: string | null;
}

/** What changes when a rollout goes on. */
export interface RolloutChange {
  readonly status: RolloutRecord['status'];
  readonly step: number;
  readonly event: NewRolloutEvent;
  /** True: the new version becomes the champion in the same transaction. */
  readonly promotes: boolean;
  /** Of a bandit that ends: the version that it led to. */
  readonly to?: number;
  /** Of a bandit: where it stands then. Default: where it stood. */
  readonly standing?: BanditStanding | undefined;
}

/** What one process has counted of a rollout, by what it counts; JSON. */
export type Evidence = Readonly<Record<string, unknown>>;

/** Where rollouts are kept. Every method is one transaction. */
export interface RolloutStore {
  /** Undefined when the endpoint has an active one: there is one at most. @throws RELEASE_UNAPPROVED */
  start(rollout: NewRollout): Promise<RolloutRecord | undefined>;
  /** By id or by an unambiguous prefix of at least 6 characters. */
  find(idOrPrefix: string): Promise<RolloutRecord | undefined>;
  /** The active one of an endpoint. */
  findActive(endpoint: ModelName): Promise<RolloutRecord | undefined>;
  /** Every active one, by endpoint. */
  active(): Promise<readonly RolloutRecord[]>;
  /** Newest first. */
  list(endpoint: ModelName | undefined, page: PageRequest): Promise<Page<RolloutRecord>>;
  /**
   * Takes a rollout one step further, unless another process was quicker.
   *
   * @returns The changed record; undefined when its revision is another one by now.
   * @throws RELEASE_UNAPPROVED where it promotes a version that may not be released, by whoever decided or, of the controller, began it
   */
  change(rollout: RolloutRecord, change: RolloutChange): Promise<RolloutRecord | undefined>;
  /**
   * Keeps what a bandit has learned, unless another process changed the rollout: nothing of it is told in the history.
   *
   * @returns Whether it was kept.
   */
  learn(rollout: RolloutRecord, standing: BanditStanding): Promise<boolean>;
  /** Oldest first. */
  events(id: string): Promise<readonly RolloutEventRecord[]>;
  /** Replaces what a process has counted in one step. */
  putEvidence(id: string, step: number, source: string, evidence: Evidence): Promise<void>;
  /** What every process has counted, by step. */
  evidence(id: string): Promise<readonly { readonly step: number; readonly evidence: Evidence }[]>;
  /** Replaces what is kept of how sure the guards became. */
  putTrail(id: string, trail: KeptTrail): Promise<void>;
  findTrail(id: string): Promise<KeptTrail | undefined>;
}
