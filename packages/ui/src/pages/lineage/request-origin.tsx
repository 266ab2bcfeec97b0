import type { Operations, OutputOf } from '@kaizenml/contracts/operations';
import type { ComponentChildren } from 'preact';
import { api, useAnswer } from '../../api/index.ts';
import { formatNumber } from '../../charts/index.ts';
import { AnswerView, When } from '../../components/index.ts';

type Origin = OutputOf<Operations['lineage']['origin']>['origins'][number];

/** Which rows, code, parameters and environment made each model that answered a request. */
export function RequestOrigin({ requestId }: { readonly requestId: string }) {
  const answer = useAnswer(() => api.lineage.origin({ requestId }), requestId);
  return (
    <AnswerView answer={answer}>
      {({ origins }) =>
        origins.map((origin) => (
          <OneOrigin key={`${origin.endpoint}/${origin.version} ${origin.kind}`} origin={origin} />
        ))
      }
    </AnswerView>
  );
}

function OneOrigin({ origin }: { readonly origin: Origin }) {
  const { endpoint, version, kind, at, model, rows, run, code, environment } = origin;
  return (
    <section>
      <h2>
        What made {endpoint} version {version}
        {kind !== 'answer' && `, ${kind}`}
      </h2>
      <dl class="facts card">
        <Fact name="Answered">
          <When at={at} />
        </Fact>
        <Fact name="Method">{model.estimator}</Fact>
        <Fact name="Rows">
          {rows === null
            ? 'no dataset was read'
            : `${rows.dataset ?? 'removed'}: ${rows.nTrainRows === null ? 'some' : formatNumber(rows.nTrainRows)} learned from`}
        </Fact>
        <Fact name="Read from">{rows?.file?.name ?? '–'}</Fact>
        <Fact name="Run">
          {run === null ? (
            'not here any more'
          ) : (
            <a href={`/runs/${encodeURIComponent(run.id)}`}>{run.name}</a>
          )}
        </Fact>
        <Fact name="Code">
          {code.commit === null
            ? `KaizenML ${code.kaizenml ?? 'of a version that is not known'}`
            : `${code.commit.slice(0, 12)}${code.isDirty ? ', changed since' : ''}`}
        </Fact>
        <Fact name="Environment">
          {Object.entries(environment)
            .map(([key, value]) => `${key} ${value}`)
            .join(', ') || '–'}
        </Fact>
        <Fact name="Params" isWide>
          {Object.entries(run?.params ?? {})
            .map(([key, value]) => `${key} ${value}`)
            .join(', ') || '–'}
        </Fact>
      </dl>
    </section>
  );
}

function Fact({
  name,
  isWide = false,
  children,
}: {
  readonly name: string;
  readonly isWide?: boolean;
  readonly children: ComponentChildren;
}) {
  return (
    <div class={isWide ? 'wide' : undefined}>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
