import { api, useAnswer } from '../../api/index.ts';
import { AnswerView, CommandPanel, Page } from '../../components/index.ts';
import { type Home, loadHome } from './load-home.ts';
import { ModelTiles } from './model-tiles.tsx';
import { NextSteps } from './next-steps.tsx';
import { RecentRuns } from './recent-runs.tsx';
import { WaitingLine } from './waiting-line.tsx';

/** What is the state, what changed, what to do next. */
export function HomePage() {
  const answer = useAnswer(() => loadHome(api), '');
  return (
    <Page title="Home">
      <AnswerView answer={answer}>{(home) => <HomeBody home={home} />}</AnswerView>
      <CommandPanel
        forms={[
          {
            name: 'Shell',
            code: ['kaizen runs list', 'kaizen models list', 'kaizen endpoints list'].join('\n'),
          },
          {
            name: 'TypeScript',
            code: [
              "import { createClient } from '@kaizenml/contracts/client';",
              '',
              `const kaizen = createClient({ url: '${location.origin}', fetch });`,
              'const { items } = await kaizen.runs.list({ limit: 5 });',
            ].join('\n'),
          },
        ]}
      />
    </Page>
  );
}

function HomeBody({ home }: { readonly home: Home }) {
  return (
    <>
      <WaitingLine nAlerts={home.nAlerts} waiting={home.waiting} />
      {home.models.length > 0 && <ModelTiles home={home} />}
      {home.runs.length > 0 && <RecentRuns runs={home.runs} />}
      <NextSteps home={home} />
    </>
  );
}
