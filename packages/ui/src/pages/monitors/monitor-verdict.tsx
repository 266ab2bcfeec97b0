import { formatNumber } from '../../charts/index.ts';
import { exactInstant, StatusTag, When } from '../../components/index.ts';
import type { ShownMonitor } from './monitor-types.ts';
import {
  sayFalseAlarms,
  sayReference,
  sayRule,
  sayVerdict,
  sayWindow,
  statusOf,
  watchedThing,
} from './say-monitor.ts';

const NOTES: Readonly<Record<string, string>> = { calm: 'good', drift: 'warned', alarm: 'failed' };

function toTheMinute(at: string): string {
  return exactInstant(at).replace(/:\d\d UTC$/, ' UTC');
}

/** The last verdict in words, and how the monitor judges. */
export function MonitorVerdict({ monitor }: { readonly monitor: ShownMonitor }) {
  const { endpoint, verdict, settings, alarms } = monitor;
  const status = statusOf(monitor);
  const { says, href, versionHref } = watchedThing(endpoint);
  return (
    <>
      {verdict !== null && (
        <div class={`note ${NOTES[status] ?? 'empty'}`} role="status">
          <StatusTag status={status} />
          <p>
            <strong>{sayVerdict(monitor)}</strong>
          </p>
          <p class="soft small whole">
            {formatNumber(verdict.nRows)} rows of{' '}
            <a href={versionHref(verdict.version)}>version {verdict.version}</a>,{' '}
            {toTheMinute(verdict.start)} to {toTheMinute(verdict.end)}, <When at={verdict.end} />
            {alarms.length > 0 && (
              <>
                . <a href="/alerts">See the alerts</a>
              </>
            )}
          </p>
        </div>
      )}
      <dl class="facts">
        <div>
          <dt>Windows</dt>
          <dd>{sayWindow(monitor)}</dd>
        </div>
        <div>
          <dt>Compared with</dt>
          <dd>{sayReference(monitor)}</dd>
        </div>
        <div>
          <dt>Alarms</dt>
          <dd>{sayRule(settings)}</dd>
        </div>
        <div>
          <dt>Alarms by chance alone</dt>
          <dd>{sayFalseAlarms(monitor)}</dd>
        </div>
        <div>
          <dt>Watches</dt>
          <dd>
            <a href={href}>{says}</a>
          </dd>
        </div>
      </dl>
    </>
  );
}
