import type { Api } from '../../api/index.ts';

/** What the home page shows. */
export type Home = Awaited<ReturnType<typeof loadHome>>;

const MODELS_SHOWN = 6;
/** Models up to which the page says how many more there are: one page of answers. */
const MODELS_COUNTED = 200;

/** Alerts and schemas up to which the page counts: one page of answers. */
const COUNTED = 200;

/** Asks for the newest runs, the most recently changed models with their champions, the endpoints, and what waits for a person. */
export async function loadHome(api: Api) {
  const [runs, models, endpoints, alerts, schemas] = await Promise.all([
    api.runs.list({ limit: 5 }),
    api.models.list({ limit: MODELS_COUNTED }),
    api.endpoints.list({ limit: 200 }),
    api.alerts.list({ limit: COUNTED, status: 'open' }),
    api.schemas.list({ limit: COUNTED }),
  ]);
  const shown = models.items
    .filter(({ latestVersion }) => latestVersion !== null)
    .slice(0, MODELS_SHOWN);
  const nMore = models.items.length - shown.length;
  return {
    runs: runs.items,
    models: await Promise.all(shown.map(({ name }) => api.models.show({ name }))),
    endpoints: endpoints.items,
    nAlerts: alerts.items.length,
    /** Schemas that have changes to decide on. */
    waiting: schemas.items.filter(({ nOpen }) => nOpen > 0),
    /** What stands behind the models shown: `and 3 more`; absent when they are all. */
    moreModels:
      nMore === 0 ? undefined : `and ${models.next === undefined ? '' : 'more than '}${nMore} more`,
  } as const;
}
