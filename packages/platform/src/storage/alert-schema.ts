import type { AlertSeverity, AlertStatus } from '../alerts/store.ts';
import type { IncidentStatus } from '../incidents/store.ts';
import type { Channel, NoticeKind, NoticeState } from '../notices/store.ts';

/** Rows of `alerts`; `details` is JSON. Of one key at most one is not resolved. */
export interface AlertsTable {
  readonly id: string;
  readonly key: string;
  readonly status: AlertStatus;
  readonly severity: AlertSeverity;
  readonly subject: string;
  readonly message: string;
  readonly hint: string;
  readonly cause: string | null;
  readonly impact: string | null;
  readonly next_command: string | null;
  readonly details: string;
  readonly count: number;
  readonly first_at: string;
  readonly last_at: string;
  readonly worst_severity: AlertSeverity;
  readonly worst_at: string;
  readonly acknowledged_at: string | null;
  readonly acknowledged_by: string | null;
  readonly note: string | null;
  readonly is_false: number;
  readonly resolved_at: string | null;
  readonly incident: string | null;
}

/** Rows of `alert_routes`: who hears of which alerts. */
export interface AlertRoutesTable {
  readonly id: string;
  readonly name: string;
  readonly match: string;
  readonly severity: AlertSeverity;
  readonly channel: Channel;
  readonly shown: string;
  readonly sealed_target: string;
  readonly after_ms: number;
  readonly created_at: string;
  readonly created_by: string | null;
}

/** Rows of `silences`. */
export interface SilencesTable {
  readonly id: string;
  readonly match: string;
  readonly from_ms: number;
  readonly until_ms: number;
  readonly who: string | null;
  readonly why: string;
}

/**
 * Rows of `notices`: what routes are still to be told, and what became of the last ones.
 *
 * `said` is `resolved`, or the severity that the alert had; it is said once to a route, unless it was withdrawn. `snapshot` is the alert
 * as JSON; `alert` is null of a trial.
 */
export interface NoticesTable {
  readonly id: string;
  readonly kind: NoticeKind;
  readonly alert: string | null;
  readonly route: string;
  readonly route_name: string;
  readonly said: AlertSeverity | 'resolved';
  readonly snapshot: string;
  readonly state: NoticeState;
  readonly n_tried: number;
  readonly next_at_ms: number;
  readonly created_at_ms: number;
  readonly tried_at_ms: number | null;
  readonly status: number | null;
  readonly why: string | null;
}

/** Rows of `incidents`. Of one subject at most one is open. */
export interface IncidentsTable {
  readonly id: string;
  readonly subject: string;
  readonly status: IncidentStatus;
  readonly title: string;
  readonly severity: AlertSeverity;
  readonly opened_at: string;
  readonly closed_at: string | null;
}

/** Rows of `incident_events`; `details` is JSON. A key is there once per subject. */
export interface IncidentEventsTable {
  readonly id: string;
  readonly incident: string;
  readonly subject: string;
  readonly key: string;
  readonly at: string;
  readonly kind: string;
  readonly message: string;
  readonly who: string | null;
  readonly details: string;
  readonly work: string | null;
  readonly work_state: 'begun' | 'ended' | null;
}

/** Tables of alerts, of who hears of them, and of incidents. */
export interface AlertSchema {
  readonly alerts: AlertsTable;
  readonly alert_routes: AlertRoutesTable;
  readonly silences: SilencesTable;
  readonly notices: NoticesTable;
  readonly incidents: IncidentsTable;
  readonly incident_events: IncidentEventsTable;
}
