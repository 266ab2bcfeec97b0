/** Rows of `monitors`; `settings` (of a dataset) and `state` are JSON. */
export interface MonitorsTable {
  /** `endpoint:<name>` or `dataset:<name>`. */
  readonly subject: string;
  readonly settings: string | null;
  /** How far its windows are counted. */
  readonly cursor: string | null;
  readonly state: string;
  readonly revision: number;
  readonly created_at: string;
}

/** Rows of `monitor_baselines`: what the windows of a version are counted on and compared with. */
export interface MonitorBaselinesTable {
  readonly subject: string;
  readonly version: number;
  readonly body: Uint8Array;
}

/** Rows of `monitor_windows`. */
export interface MonitorWindowsTable {
  readonly subject: string;
  readonly start_at: string;
  readonly version: number;
  readonly end_at: string;
  readonly n_rows: number;
  readonly body: Uint8Array;
}

/** Rows of `monitor_verdicts`; `findings` is JSON. */
export interface MonitorVerdictsTable {
  readonly subject: string;
  readonly end_at: string;
  readonly start_at: string;
  readonly version: number;
  readonly n_rows: number;
  readonly status: 'calm' | 'drift' | 'alarm';
  readonly findings: string;
}

/** Rows of `monitor_performance_states`; `state` is JSON. */
export interface MonitorPerformanceStatesTable {
  readonly subject: string;
  readonly state: string;
  readonly revision: number;
}

/** Rows of `monitor_performance`: windows as far as their labels are known. */
export interface MonitorPerformanceTable {
  readonly subject: string;
  readonly start_at: string;
  readonly version: number;
  readonly end_at: string;
  readonly n_rows: number;
  readonly n_labelled: number;
  readonly n_requests: number;
  readonly n_rewarded: number;
  readonly body: Uint8Array;
}

/** Rows of `monitor_performance_verdicts`; `findings` is JSON. */
export interface MonitorPerformanceVerdictsTable {
  readonly subject: string;
  readonly basis: 'estimated' | 'labelled' | 'business';
  readonly end_at: string;
  readonly start_at: string;
  readonly version: number;
  readonly n_rows: number;
  readonly status: 'calm' | 'drift' | 'alarm';
  readonly findings: string;
}

/** Tables of what monitors remember. */
export interface MonitorSchema {
  readonly monitors: MonitorsTable;
  readonly monitor_baselines: MonitorBaselinesTable;
  readonly monitor_windows: MonitorWindowsTable;
  readonly monitor_verdicts: MonitorVerdictsTable;
  readonly monitor_performance_states: MonitorPerformanceStatesTable;
  readonly monitor_performance: MonitorPerformanceTable;
  readonly monitor_performance_verdicts: MonitorPerformanceVerdictsTable;
}
