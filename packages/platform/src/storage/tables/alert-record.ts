import type { AlertRecord } from '../../alerts/store.ts';
import type { AlertsTable } from '../schema.ts';

/** A row as an alert. */
export function toAlertRecord(row: AlertsTable): AlertRecord {
  return {
    ...{ id: row.id, key: row.key, status: row.status, severity: row.severity },
    ...{ subject: row.subject, message: row.message, hint: row.hint },
    ...{ cause: row.cause, impact: row.impact, next: row.next_command },
    details: JSON.parse(row.details) as Record<string, unknown>,
    ...{ count: row.count, firstAt: row.first_at, lastAt: row.last_at },
    ...{ worstSeverity: row.worst_severity, worstAt: row.worst_at },
    ...{ acknowledgedAt: row.acknowledged_at, acknowledgedBy: row.acknowledged_by },
    ...{ note: row.note, isFalse: row.is_false === 1 },
    ...{ resolvedAt: row.resolved_at, incident: row.incident },
  };
}

/** An alert as a row. */
export function toAlertRow(alert: AlertRecord): AlertsTable {
  return {
    ...{ id: alert.id, key: alert.key, status: alert.status, severity: alert.severity },
    ...{ subject: alert.subject, message: alert.message, hint: alert.hint },
    ...{ cause: alert.cause, impact: alert.impact, next_command: alert.next },
    details: JSON.stringify(alert.details),
    ...{ count: alert.count, first_at: alert.firstAt, last_at: alert.lastAt },
    ...{ worst_severity: alert.worstSeverity, worst_at: alert.worstAt },
    ...{ acknowledged_at: alert.acknowledgedAt, acknowledged_by: alert.acknowledgedBy },
    ...{ note: alert.note, is_false: Number(alert.isFalse) },
    ...{ resolved_at: alert.resolvedAt, incident: alert.incident },
  };
}
