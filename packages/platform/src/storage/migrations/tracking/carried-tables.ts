import type { Generated, Insertable } from 'kysely';

interface OldPart {
  readonly run_id: string;
  readonly position: string;
}

interface OldNamedPart extends OldPart {
  readonly name: string;
}

interface OldValue extends OldNamedPart {
  readonly value: string;
}

interface NewPart {
  readonly run: number;
  readonly position: number | null;
}

/** The tables between which rows are carried, as they were when this migration was made. */
export interface Carried {
  readonly migrations: { readonly version: number; readonly applied_at: string };
  readonly old_experiments: { readonly name: string; readonly created_at: string };
  readonly old_runs: {
    readonly id: string;
    readonly experiment: string;
    readonly name: string;
    readonly status: string;
    readonly started_at: string;
    readonly ended_at: string | null;
    readonly pid: number;
    readonly host: string;
    readonly process_mark: string | null;
    readonly error: string | null;
  };
  readonly old_run_params: OldValue;
  readonly old_run_tags: OldValue;
  readonly old_run_metrics: OldNamedPart & {
    readonly value: number;
    readonly low: number | null;
    readonly high: number | null;
  };
  readonly old_run_steps: OldNamedPart & {
    readonly status: string;
    readonly started_at: string;
    readonly duration_ms: number | null;
  };
  readonly old_run_artifacts: OldNamedPart & {
    readonly hash: string;
    readonly size_bytes: number;
  };
  readonly old_run_findings: OldPart & { readonly finding: string };
  readonly keys: { readonly number: Generated<number>; readonly name: string };
  readonly experiments: {
    readonly number: Generated<number>;
    readonly name: string;
    readonly artifact_location: string;
    readonly lifecycle: string;
    readonly created_at: number;
    readonly changed_at: number;
    readonly deleted_at: number | null;
  };
  readonly runs: {
    readonly number: Generated<number>;
    readonly id: string;
    readonly experiment: number;
    readonly name: string;
    readonly user_name: string;
    readonly status: string;
    readonly lifecycle: string;
    readonly started_at: number;
    readonly ended_at: number | null;
    readonly deleted_at: number | null;
    readonly artifact_uri: string;
    readonly pid: number | null;
    readonly host: string | null;
    readonly process_mark: string | null;
    readonly error: string | null;
  };
  readonly run_params: NewPart & {
    readonly key: number;
    readonly value: string;
    readonly kind: string | null;
  };
  readonly run_tags: NewPart & { readonly key: number; readonly value: string };
  readonly latest_metrics: NewPart & {
    readonly key: number;
    readonly value: number | null;
    readonly step: number;
    readonly at: number;
    readonly n_points: number;
    readonly source: number | null;
    readonly low: number | null;
    readonly high: number | null;
  };
  readonly metric_points: {
    readonly run: number;
    readonly key: number;
    readonly seq: number;
    readonly value: number | null;
    readonly step: number;
    readonly at: number;
    readonly source: number | null;
  };
  readonly run_steps: NewPart & {
    readonly name: string;
    readonly status: string;
    readonly started_at: string;
    readonly duration_ms: number | null;
  };
  readonly run_artifacts: NewPart & {
    readonly name: string;
    readonly hash: string;
    readonly size_bytes: number;
  };
  readonly run_findings: NewPart & { readonly finding: string };
}

/** A row to insert. */
export type New<Table extends keyof Carried> = Insertable<Carried[Table]>;
