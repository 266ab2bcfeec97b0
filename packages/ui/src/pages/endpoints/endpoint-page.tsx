import { useState } from 'preact/hooks';
import { api, useAnswer } from '../../api/index.ts';
import { formatNumber, formatShare } from '../../charts/index.ts';
import { AnswerView, CommandPanel, Page, When } from '../../components/index.ts';
import { errorsAddress } from '../errors/errors-address.ts';
import { ChampionHistory } from './champion-history.tsx';
import { PastRollouts } from './past-rollouts.tsx';
import { RolloutSection } from './rollout-section.tsx';
import { StartRollout } from './start-rollout.tsx';
import { TrafficSection } from './traffic/traffic-section.tsx';
import { UseSection } from './use-section.tsx';

type Endpoint = Awaited<ReturnType<typeof api.endpoints.show>>;

/** One endpoint: who answers, the rollout under way with its controls, and the rollouts before. */
export function EndpointPage({ name }: { readonly name: string }) {
  const [nChanges, setChanges] = useState(0);
  const changed = () => setChanges(nChanges + 1);
  const answer = useAnswer(() => api.endpoints.show({ name }), String(nChanges));
  return (
    <Page title={name} kicker={<a href="/endpoints">Endpoints</a>}>
      <AnswerView answer={answer}>
        {(endpoint) => (
          <>
            <Facts endpoint={endpoint} />
            <TrafficSection name={name} expected={versionsOf(endpoint)} />
            {endpoint.rollout === null ? (
              <StartRollout endpoint={endpoint} onChange={changed} />
            ) : (
              <RolloutSection id={endpoint.rollout.id} onEnd={changed} />
            )}
            <PastRollouts endpoint={name} key={`rollouts ${nChanges}`} />
            <UseSection name={name} />
            <ChampionHistory endpoint={name} key={`champions ${nChanges}`} />
            <CommandPanel
              forms={[
                {
                  name: 'Shell',
                  code: `kaizen endpoints show ${name}\nkaizen rollouts start ${name} --steps 5%,25%,50%`,
                },
                {
                  name: 'TypeScript',
                  code: `const rollout = await kaizen.rollouts.start({ endpoint: '${name}', steps: '5%,25%,50%' });`,
                },
              ]}
            />
          </>
        )}
      </AnswerView>
    </Page>
  );
}

/** Who answers now, with their sides while a new version takes over. */
function versionsOf({ version, rollout }: Endpoint) {
  return rollout === null
    ? [{ version, route: null }]
    : [
        { version, route: 'champion' as const },
        { version: rollout.to, route: 'candidate' as const },
      ];
}

function Facts({ endpoint }: { readonly endpoint: Endpoint }) {
  const { name, version, nPredictions, lastPredictionAt, url, settings } = endpoint;
  const model = `/models/${encodeURIComponent(name)}`;
  return (
    <dl class="facts">
      <div>
        <dt>Champion</dt>
        <dd>
          <a href={`${model}?version=${version}`}>version {version}</a>
        </dd>
      </div>
      <div>
        <dt>Rows answered</dt>
        <dd>{formatNumber(nPredictions)}</dd>
      </div>
      <div>
        <dt>Last</dt>
        <dd>
          <When at={lastPredictionAt} />
        </dd>
      </div>
      <div>
        <dt>Business rules</dt>
        <dd>{settings.assertions.map((rule) => rule.name).join(', ') || 'none'}</dd>
      </div>
      <div>
        <dt>Routes</dt>
        <dd>
          {settings.routes.map(({ name: route, to }) => `${route} → ${to}`).join(', ') || 'none'}
        </dd>
      </div>
      <div>
        <dt>Watch</dt>
        <dd>
          <a href={`/monitors/${encodeURIComponent(name)}`}>its monitor</a>,{' '}
          <a href={errorsAddress(name)}>wrong answers</a>
        </dd>
      </div>
      {otherSettings(settings).map(([words, value]) => (
        <div key={words}>
          <dt>{words}</dt>
          <dd>{value}</dd>
        </div>
      ))}
      <div class="wide">
        <dt>Address</dt>
        <dd>
          <code>POST {url}</code>
        </dd>
      </div>
    </dl>
  );
}

/** What else somebody set: cache, doubt, and what the log does not keep. */
function otherSettings({ cache, doubt, log }: Endpoint['settings']): (readonly [string, string])[] {
  const redacted = Object.keys(log.redact);
  const trust = [
    ...(doubt.flags ? ['flags'] : []),
    ...(doubt.interval === undefined ? [] : [`${100 * doubt.interval} % interval`]),
  ];
  return [
    ...(trust.length === 0 ? [] : [['Doubt', trust.join(', ')] as const]),
    ...(cache === undefined
      ? []
      : [['Remembers answers', `for ${formatNumber(cache.seconds)} s`] as const]),
    ...(log.sample === 1
      ? []
      : [['Logged', `${formatShare(log.sample)} of the requests`] as const]),
    ...(redacted.length === 0 ? [] : [['Kept out of the log', redacted.join(', ')] as const]),
  ];
}
