import type { ArtifactHash, Estimate, ExperimentName, Finding, RunId } from '@kaizenml/contracts';
import type { Page, PageRequest } from '../storage/page.ts';

/** `killed` is never stored: it is a running one whose process is gone. Other clients may write down runs that are to begin. */
export type RunStatus = 'scheduled' | 'running' | 'finished' | 'failed' | 'stopped' | 'killed';
export type StepStatus = 'running' | 'finished' | 'reused' | 'failed';
export type ParamValue = string | number | boolean;

export interface StartRun {
  readonly experiment: ExperimentName;
  /** What is run, for people. */
  readonly name: string;
  readonly params: Readonly<Record<string, ParamValue>>;
  readonly tags?: Readonly<Record<string, string>>;
  /** Process that works on it; a run whose process is gone is shown as killed. */
  readonly pid: number;
}

export interface RunSummaryRecord {
  readonly id: RunId;
  readonly experiment: ExperimentName;
  readonly name: string;
  readonly status: RunStatus;
  readonly startedAt: string;
  readonly endedAt: string | null;
  /** Without those that other clients logged and JSON does not have: NaN and what is infinite. */
  readonly metrics: Readonly<Record<string, Estimate>>;
}

export interface StepRow {
  readonly name: string;
  readonly status: StepStatus;
  readonly startedAt: string;
  readonly durationMs: number | null;
}

export interface RunArtifact {
  readonly name: string;
  readonly hash: ArtifactHash;
  readonly sizeBytes: number;
}

export interface RunRecord extends RunSummaryRecord {
  readonly params: Readonly<Record<string, ParamValue>>;
  readonly tags: Readonly<Record<string, string>>;
  readonly artifacts: readonly RunArtifact[];
  readonly steps: readonly StepRow[];
  readonly findings: readonly Finding[];
  readonly error: string | null;
}

/** Where runs are kept. Every method is one transaction: when its promise resolves, a kill -9 loses nothing of it. */
export interface RunStore {
  start(run: StartRun): Promise<RunId>;
  logParams(id: RunId, params: Readonly<Record<string, ParamValue>>): Promise<void>;
  logMetrics(id: RunId, metrics: Readonly<Record<string, Estimate>>): Promise<void>;
  logTags(id: RunId, tags: Readonly<Record<string, string>>): Promise<void>;
  /** Adds or replaces the step of this name. */
  logStep(id: RunId, step: StepRow): Promise<void>;
  addFindings(id: RunId, findings: readonly Finding[]): Promise<void>;
  addArtifact(id: RunId, artifact: RunArtifact): Promise<void>;
  /** @throws RUN_FINISHED when it has ended before, RUN_NOT_FOUND. */
  finish(
    id: RunId,
    end: { readonly status: 'finished' | 'failed' | 'stopped'; readonly error?: string },
  ): Promise<void>;
  /** By id or by an unambiguous prefix of at least 6 characters. */
  find(idOrPrefix: string): Promise<RunRecord | undefined>;
  /** Newest first. */
  list(
    filter: {
      readonly experiment?: ExperimentName | undefined;
      readonly status?: RunStatus | undefined;
      /** Only those of experiments with these ids, one at least. Default: all. */
      readonly among?: ReadonlySet<string> | undefined;
    },
    page: PageRequest,
  ): Promise<Page<RunSummaryRecord>>;
  count(): Promise<number>;
}
