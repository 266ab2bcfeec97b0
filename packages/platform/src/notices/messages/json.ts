import { linkTo } from '../link-to.ts';
import type { Notice } from '../store.ts';

/**
 * A notice as the body of a webhook, in the form of those of the registry: entity, action, timestamp, data.
 *
 * @param publicUrl Where the pages are. Default: nobody knows, and there is no `link`.
 */
export function toJson({ id, kind, alert, route, createdAt }: Notice, publicUrl?: string): string {
  const { worstSeverity: _, worstAt: __, ...data } = alert;
  const event = { entity: 'alert', action: kind, timestamp: createdAt };
  const link = publicUrl === undefined ? {} : { link: linkTo(publicUrl, alert) };
  return JSON.stringify({ id, ...event, route: route.name, ...link, data });
}
