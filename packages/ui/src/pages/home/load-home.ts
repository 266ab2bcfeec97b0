import type { Api } from '../../api/index.ts';

/** What the home page shows. */
export type Home = Awaited<ReturnType<typeof loadHome>>;

const MODELS_SHOWN = 6;

/** Asks for the newest runs, the most recently changed models with their champions, and the endpoints. */
export async function loadHome(api: Api) {
  const [runs, models, endpoints] = await Promise.all([
    api.runs.list({ limit: 5 }),
    api.models.list({ limit: MODELS_SHOWN }),
    api.endpoints.list({ limit: 200 }),
  ]);
  const champions = await Promise.all(models.items.map(({ name }) => api.models.show({ name })));
  return { runs: runs.items, models: champions, endpoints: endpoints.items } as const;
}
