import type { Notice } from '../store.ts';

/** A notice as the body of a webhook, in the form of those of the registry: entity, action, timestamp, data. */
export function toJson({ id, kind, alert, route, createdAt }: Notice): string {
  const { worstSeverity: _, worstAt: __, ...data } = alert;
  const event = { entity: 'alert', action: kind, timestamp: createdAt };
  return JSON.stringify({ id, ...event, route: route.name, data });
}
