import { api, useRights } from '../../api/index.ts';
import { Decisions } from '../../components/index.ts';
import { goTo } from '../../router/index.ts';
import { retrainingAddress } from './retraining-address.ts';

/** Trains the model of an endpoint anew, after saying what that means. */
export function StartRetraining({ endpoint }: { readonly endpoint: string }) {
  return (
    <Decisions
      legend="Train anew"
      rights={useRights({ role: 'approve', at: { kind: 'model', id: endpoint } })}
      decisions={[
        {
          ...{ words: 'Train it anew', verb: 'Train it anew' },
          title: `Train the model of ${endpoint} anew`,
          sentences: [
            'It learns from what the champion learned from, and from the labelled rows since.',
            'It takes over only if it is better on the newest rows, step by step.',
          ],
          decide: (because) =>
            api.retrainings.start({ endpoint, ...(because === '' ? {} : { because }) }),
        },
      ]}
      onDecided={({ id }) => goTo(retrainingAddress(id))}
    />
  );
}
