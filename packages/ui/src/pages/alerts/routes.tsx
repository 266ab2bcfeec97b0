import type { Operations, OutputOf } from '@kaizenml/contracts/operations';
import { api, useLive } from '../../api/index.ts';
import { formatDuration } from '../../charts/index.ts';
import { CodeBlock, FailureNote, ScrollTable, StatusTag, When } from '../../components/index.ts';
import { TryRoute } from './try-route.tsx';

type Route = OutputOf<Operations['alerts']['routes']>['items'][number];
type Notice = OutputOf<Operations['alerts']['notices']>['items'][number];

const ASK_EVERY_MS = 5000;
const CHANNELS = { email: 'e-mail', webhook: 'webhook', slack: 'Slack' } as const;

/** Who hears of which alerts, and what came of the newest message to each; nothing where that may not be read. */
export function Routes() {
  const { value, failure } = useLive(listRoutes, { key: '', everyMs: ASK_EVERY_MS });
  if (failure?.row.status === 403) return null;
  return (
    <section aria-label="Routes">
      <h2>Who hears of it</h2>
      {failure && <FailureNote failure={failure} />}
      {value?.length === 0 && (
        <>
          <p class="soft">Nobody but those who look at this page. A route lets somebody hear:</p>
          <CodeBlock
            code="kaizen alerts route on-call --channel email --to ops@example.org"
            label="Command"
          />
        </>
      )}
      {value !== undefined && value.length > 0 && (
        <ScrollTable
          label="Who hears of it"
          stacks
          head={['Route', 'Hears of', 'Channel', 'When', 'Told last', 'Test']}
        >
          {value.map((known) => (
            <RouteRow key={known.route.name} {...known} />
          ))}
        </ScrollTable>
      )}
    </section>
  );
}

interface KnownRoute {
  readonly route: Route;
  /** The newest message by it; undefined where there was none. */
  readonly notice: Notice | undefined;
}

async function listRoutes(): Promise<readonly KnownRoute[]> {
  const { items } = await api.alerts.routes({});
  return await Promise.all(
    items.map(async (route) => {
      const { items: notices } = await api.alerts.notices({ route: route.name, limit: 1 });
      return { route, notice: notices[0] };
    }),
  );
}

function RouteRow({ route: { name, match, severity, channel, to, afterMs }, notice }: KnownRoute) {
  return (
    <tr>
      <td>{name}</td>
      <td class="wide route-part" data-name="Hears of">
        <span>
          <code>{match}</code> from {severity} on
        </span>
      </td>
      <td class="wide route-part" data-name="Channel">
        <span>
          <span class="badge">{CHANNELS[channel]}</span> {to}
        </span>
      </td>
      <td class="wide one-line route-part" data-name="When">
        {afterMs === 0 ? 'at once' : `after ${formatDuration(afterMs)}`}
      </td>
      <td class="wide route-part" data-name="Told last">
        <Told notice={notice} />
      </td>
      <td class="wide route-part">
        <TryRoute name={name} />
      </td>
    </tr>
  );
}

/** What came of the newest message. */
function Told({ notice }: { readonly notice: Notice | undefined }) {
  if (notice === undefined) return <span class="soft">nothing yet</span>;
  const { state, kind, createdAt, triedAt, why, nTried } = notice;
  return (
    <span>
      <StatusTag status={state} />{' '}
      <span class="small soft">
        {kind === 'trial' ? 'test, ' : ''}
        <When at={triedAt ?? createdAt} />
        {state === 'waiting' && nTried > 0 && `, tried ${nTried} times`}
        {state !== 'told' && why !== null && `: ${why}`}
      </span>
    </span>
  );
}
