import { api, useAnswer } from '../../api/index.ts';
import { When } from '../../components/index.ts';

const SHOWN = 20;
const CHAMPION = 'champion';

/** Which version was the champion, since when, and who or what made it so. */
export function ChampionHistory({ endpoint }: { readonly endpoint: string }) {
  const answer = useAnswer(() => api.models.history({ name: endpoint, limit: 100 }), endpoint);
  if (answer.state !== 'here') return null;
  const moves = answer.value.items.filter(({ alias }) => alias === CHAMPION).slice(0, SHOWN);
  if (moves.length === 0) return null;
  return (
    <section aria-label="Champions">
      <h2>Champions so far</h2>
      <ol class="timeline card">
        {moves.map(({ at, from, to, by, source, who, why }) => (
          <li class="moment" key={`${at} ${to}`}>
            <span class="small soft">
              <When at={at} />
              {who === null ? '' : ` · ${who}`}
            </span>
            <span>
              <strong>Version {to}</strong>
              {from === null ? '' : ` after version ${from}`}
              {by === 'run' && source !== null && (
                <>
                  , registered by <a href={`/runs/${source}`}>its run</a>
                </>
              )}
              {by === 'rollout' && ', by a rollout'}
              {by === 'person' && ', by hand'}
              {why === null ? '' : `: ${why}`}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}
