import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { Page } from './components/index.ts';
import { AccessPage } from './pages/access/access-page.tsx';
import { readAlertsQuery } from './pages/alerts/alerts-address.ts';
import { AlertsPage } from './pages/alerts/alerts-page.tsx';
import { AuditPage } from './pages/audit/audit-page.tsx';
import type { DatasetView } from './pages/datasets/dataset-address.ts';
import { DatasetPage } from './pages/datasets/dataset-page.tsx';
import { DatasetsPage } from './pages/datasets/datasets-page.tsx';
import { EndpointPage } from './pages/endpoints/endpoint-page.tsx';
import { EndpointsPage } from './pages/endpoints/endpoints-page.tsx';
import { readErrorsQuery } from './pages/errors/errors-address.ts';
import { ErrorsPage } from './pages/errors/errors-page.tsx';
import { HomePage } from './pages/home/home-page.tsx';
import { readImproveQuery } from './pages/improve/improve-address.ts';
import { ImprovePage } from './pages/improve/improve-page.tsx';
import { IncidentPage } from './pages/incidents/incident-page.tsx';
import { JobPage } from './pages/jobs/job-page.tsx';
import { JobsPage } from './pages/jobs/jobs-page.tsx';
import { readLineageQuery } from './pages/lineage/lineage-address.ts';
import { LineagePage } from './pages/lineage/lineage-page.tsx';
import { ModelPage } from './pages/models/model-page.tsx';
import { ModelsPage } from './pages/models/models-page.tsx';
import { readModelsQuery } from './pages/models/models-query.ts';
import { readMonitorQuery } from './pages/monitors/monitor-address.ts';
import { MonitorPage } from './pages/monitors/monitor-page.tsx';
import { MonitorsPage } from './pages/monitors/monitors-page.tsx';
import { RetrainingPage } from './pages/retrainings/retraining-page.tsx';
import { RetrainingsPage } from './pages/retrainings/retrainings-page.tsx';
import { ComparePage } from './pages/runs/compare/compare-page.tsx';
import { ExperimentOfNumber } from './pages/runs/experiment-of-number.tsx';
import { RunPage } from './pages/runs/run-page.tsx';
import { RunsPage } from './pages/runs/runs-page.tsx';
import { StartPage } from './pages/training/start-page.tsx';
import { followLinks, matchPath, type Place, usePlace } from './router/index.ts';

/** A page by the pattern of its path. */
type Routes = Readonly<
  Record<string, (parts: Readonly<Record<string, string>>, place: Place) => ComponentChildren>
>;

const ROUTES: Routes = {
  '/': () => <HomePage />,
  '/datasets': (_, { query }) => <DatasetsPage after={query.get('after') ?? undefined} />,
  '/datasets/:name': datasetPage('profile'),
  '/datasets/:name/schema': datasetPage('schema'),
  '/datasets/:name/findings': datasetPage('findings'),
  '/datasets/:name/versions': datasetPage('versions'),
  '/jobs': (_, { query }) => <JobsPage after={query.get('after') ?? undefined} />,
  '/jobs/:name': ({ name = '' }) => <JobPage name={name} key={name} />,
  '/alerts': (_, { query }) => <AlertsPage query={readAlertsQuery(query)} />,
  '/incidents/:id': ({ id = '' }) => <IncidentPage id={id} key={id} />,
  '/access': (_, { query }) => (
    <AccessPage
      account={query.get('account') ?? undefined}
      after={query.get('after') ?? undefined}
      key={String(query)}
    />
  ),
  '/audit': (_, { query }) => (
    <AuditPage
      name={query.get('name') ?? undefined}
      before={query.get('before') ?? undefined}
      key={String(query)}
    />
  ),
  '/runs': (_, { query }) => {
    const id = query.get('experiment-id');
    return id === null ? <RunsPage place={query} /> : <ExperimentOfNumber id={id} />;
  },
  '/runs/new': (_, { query }) => (
    <StartPage
      dataset={query.get('dataset') ?? undefined}
      wanted={{
        target: query.get('target') ?? undefined,
        task: query.get('task') ?? undefined,
      }}
      key={query.get('dataset') ?? ''}
    />
  ),
  '/runs/compare': (_, { query }) => <ComparePage place={query} />,
  '/runs/:id': ({ id = '' }) => <RunPage id={id} key={id} />,
  '/models': (_, { query }) => <ModelsPage query={readModelsQuery(query)} />,
  '/models/:name': ({ name = '' }, { query }) => (
    <ModelPage name={name} version={query.get('version') ?? undefined} key={`${name}/${query}`} />
  ),
  '/lineage': (_, { query }) => <LineagePage query={readLineageQuery(query)} key={String(query)} />,
  '/endpoints': () => <EndpointsPage />,
  '/endpoints/:name': ({ name = '' }) => <EndpointPage name={name} key={name} />,
  '/endpoints/:name/errors': ({ name = '' }, { query }) => (
    <ErrorsPage endpoint={name} query={readErrorsQuery(query)} key={`${name} ${query}`} />
  ),
  '/monitors': () => <MonitorsPage />,
  '/monitors/:endpoint': ({ endpoint = '' }, { query }) => (
    <MonitorPage endpoint={endpoint} query={readMonitorQuery(query)} key={endpoint} />
  ),
  '/retrainings': (_, { query }) => (
    <RetrainingsPage
      endpoint={query.get('endpoint') ?? undefined}
      after={query.get('after') ?? undefined}
      key={String(query)}
    />
  ),
  '/retrainings/:id': ({ id = '' }) => <RetrainingPage id={id} key={id} />,
  '/improve': (_, { query }) => <ImprovePage query={readImproveQuery(query)} />,
};

function datasetPage(view: DatasetView): Routes[string] {
  return ({ name = '' }, { query }) => (
    <DatasetPage
      name={name}
      view={view}
      version={query.get('version') ?? undefined}
      against={query.get('against') ?? undefined}
      key={`${name}/${view}/${query}`}
    />
  );
}

const NAVIGATION = [
  ['/', 'Home'],
  ['/datasets', 'Datasets'],
  ['/jobs', 'Jobs'],
  ['/runs', 'Runs'],
  ['/models', 'Models'],
  ['/endpoints', 'Endpoints'],
  ['/monitors', 'Monitors'],
  ['/improve', 'Improve'],
  ['/lineage', 'Lineage'],
  ['/alerts', 'Alerts'],
  ['/audit', 'Audit'],
  ['/access', 'Access'],
] as const;

/** The frame of every page: skip link, navigation in the order of the life cycle, the page itself. */
export function App() {
  const place = usePlace();
  return (
    // biome-ignore lint/a11y: the click handler only speeds up links, which work by keyboard and without it
    <div onClick={followLinks}>
      <a class="skip" href="#main">
        Skip to the page
      </a>
      <header class="top">
        <a class="brand" href="/">
          <img src="/icon.svg" alt="" width="24" height="24" /> KaizenML
        </a>
        <Navigation current={place.path} />
      </header>
      <main id="main">{pageAt(place)}</main>
    </div>
  );
}

/** Links to the pages. On a phone the row scrolls, so the one of this page is brought into sight. */
function Navigation({ current }: { readonly current: string }) {
  const row = useRef<HTMLElement>(null);
  useEffect(() => {
    const link = row.current?.querySelector<HTMLElement>('[aria-current]');
    if (row.current && link)
      row.current.scrollLeft = link.offsetLeft - (row.current.clientWidth - link.offsetWidth) / 2;
  }, [current]);
  return (
    <nav aria-label="Pages" ref={row}>
      {NAVIGATION.map(([path, name]) => (
        <a key={path} href={path} aria-current={isAt(path, current) ? 'page' : undefined}>
          {name}
        </a>
      ))}
    </nav>
  );
}

function isAt(path: string, current: string): boolean {
  if (path === '/alerts' && current.startsWith('/incidents/')) return true;
  if (path === '/monitors' && current.startsWith('/retrainings')) return true;
  return path === '/' ? current === '/' : current === path || current.startsWith(`${path}/`);
}

function pageAt(place: Place): ComponentChildren {
  for (const [pattern, draw] of Object.entries(ROUTES)) {
    const parts = matchPath(pattern, place.path);
    if (parts) return draw(parts, place);
  }
  return (
    <Page title="Nothing lives here">
      <p>
        There is no page at <code>{place.path}</code>. <a href="/">Go home</a>.
      </p>
    </Page>
  );
}
