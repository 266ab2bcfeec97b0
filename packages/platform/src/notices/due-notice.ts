import type { AlertRecord, AlertSeverity } from '../alerts/store.ts';
import { matches } from './matches.ts';
import { rankOf } from './severity.ts';
import type { NoticeKind, Route, Silence } from './store.ts';

/** What of an alert decides who is told. */
type Decisive = Pick<AlertRecord, 'subject' | 'key' | 'severity' | 'status' | 'worstAt'>;

/**
 * What a route is to be told of an alert now: nothing, or what it has not heard.
 *
 * It hears of open alerts that its pattern matches and that are severe enough, once, and again when the alert is worse than what it heard.
 * While an alert is silenced it hears nothing. With a delay it hears of what nobody has acknowledged for that long: since the alert is as
 * bad as it ever was, or since the silence ended.
 *
 * @param heard The greatest severity that the route was told of, or is about to be.
 */
export function dueNotice(
  alert: Decisive,
  route: Pick<Route, 'match' | 'severity' | 'afterMs'>,
  {
    silences,
    heard,
    nowMs,
  }: {
    readonly silences: readonly Silence[];
    readonly heard: AlertSeverity | undefined;
    readonly nowMs: number;
  },
): Exclude<NoticeKind, 'resolved' | 'trial'> | undefined {
  if (alert.status !== 'open' || !matches(route.match, alert.subject)) return undefined;
  if (rankOf(alert.severity) < rankOf(route.severity)) return undefined;
  if (heard !== undefined && rankOf(alert.severity) <= rankOf(heard)) return undefined;
  const ends = silences.filter((each) => isSilencedBy(alert, each)).map(({ untilMs }) => untilMs);
  const sinceMs = Math.max(Date.parse(alert.worstAt), ...ends);
  if (nowMs < sinceMs + route.afterMs) return undefined;
  if (route.afterMs > 0) return 'escalated';
  return heard === undefined ? 'raised' : 'worse';
}

/** Whether an alert is silenced at an instant. */
export function isSilenced(
  alert: Pick<AlertRecord, 'subject' | 'key'>,
  silences: readonly Silence[],
  nowMs: number,
): boolean {
  return silences.some(({ untilMs, ...each }) => untilMs > nowMs && isSilencedBy(alert, each));
}

function isSilencedBy(
  { subject, key }: Pick<AlertRecord, 'subject' | 'key'>,
  { match }: Pick<Silence, 'match'>,
): boolean {
  return matches(match, subject) || matches(match, key);
}
