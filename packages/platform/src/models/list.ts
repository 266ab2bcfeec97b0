import type { Handler, Operations } from '@kaizenml/contracts/operations';
import { parseFilter } from '../filters/index.ts';
import type { RegistryStore } from './registry/index.ts';
import { toSummary } from './to-summary.ts';

const LAST_CHANGED_FIRST = [
  { field: { of: 'attribute', key: 'last_updated_timestamp' }, isDescending: true },
] as const;

/** Lists models with where their versions stand. */
export const listModels =
  (
    registry: Pick<RegistryStore, 'searchModels' | 'countModels' | 'standings'>,
  ): Handler<Operations['models']['list']> =>
  async ({ filter, words: said = '', ...page }) => {
    const condition = filter === undefined ? undefined : parseFilter(filter, 'models');
    const words = said.split(/\s+/).filter((word) => word !== '');
    const [{ items, next }, total] = await Promise.all([
      registry.searchModels({ condition, words, orders: LAST_CHANGED_FIRST }, page),
      registry.countModels({ condition, words }),
    ]);
    const standings = await registry.standings(items.map(({ name }) => name));
    return {
      items: items.map((model) => {
        const { nVersions = 0, stages = {}, newestAt = null } = standings.get(model.name) ?? {};
        return {
          ...toSummary(model),
          user: model.user,
          nVersions,
          stages: { ...stages },
          newestAt,
        };
      }),
      total,
      ...(next === undefined ? {} : { next }),
    };
  };
