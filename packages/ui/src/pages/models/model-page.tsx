import type { ComponentChildren } from 'preact';
import { type Answer, api, useAnswer } from '../../api/index.ts';
import { formatScoreInterval, formatShare, importanceChart } from '../../charts/index.ts';
import {
  AnswerView,
  Chart,
  type CommandForm,
  CommandPanel,
  FindingList,
  keyMetric,
  MetricTable,
  measuredOn,
  metricTitle,
  Page,
  ScrollTable,
  When,
} from '../../components/index.ts';
import { WhoMay } from '../access/who-may.tsx';
import { GateSection } from '../runs/gate-section.tsx';
import { ApprovalSection } from './approval-section.tsx';
import { ForecastPanel } from './forecast-panel.tsx';
import type { ModelShown } from './model-shown.ts';
import { PredictionForm } from './prediction-form.tsx';
import { RegisteredVersions } from './registered-versions.tsx';

/** One model: how good it is, a form to ask it, what it looks at, its versions. */
export function ModelPage({
  name,
  version,
}: {
  readonly name: string;
  readonly version: string | undefined;
}) {
  const reference = version === undefined ? name : `${name}/${version}`;
  const answer = useAnswer(() => api.models.show({ name: reference }), reference);
  return (
    <Page title={name} kicker={<a href="/models">Models</a>}>
      <AnswerView answer={answer}>
        {(model) => <ModelBody model={model} isPinned={version !== undefined} />}
      </AnswerView>
      {isElsewhere(answer) && <RegisteredVersions name={name} />}
      {isElsewhere(answer) && <WhoMay model={name} />}
    </Page>
  );
}

function ModelBody({
  model,
  isPinned,
}: {
  readonly model: ModelShown;
  readonly isPinned: boolean;
}) {
  const { signature, metrics, importance, findings, name, version, primaryMetric } = model;
  const key = keyMetric(signature.output.task, metrics);
  const reference = isPinned ? `${name}/${version}` : name;
  const isImported = findings.some(({ code }) => code === 'MODEL_IMPORTED');
  return (
    <>
      <dl class="facts">
        <Fact name="Predicts">
          {signature.output.name} <span class="soft">({signature.output.aim ?? model.task})</span>
        </Fact>
        <Fact name="Version">
          {version}{' '}
          {model.aliases.map((alias) => (
            <span class="badge" key={alias}>
              {alias}
            </span>
          ))}
        </Fact>
        {key && (
          <Fact name={`${metricTitle(key.name)}${isImported ? '' : measuredOn(key.name)}`}>
            {formatScoreInterval(key.estimate)}
          </Fact>
        )}
        <Fact name={isImported ? 'Answered by' : 'Learned by'}>
          {shortTitle(model)} in <a href={`/runs/${model.runId}`}>run {model.runId.slice(-6)}</a>
        </Fact>
        <Fact name="Made">
          <When at={model.createdAt} />
        </Fact>
      </dl>
      {model.advice !== null && (
        <p class="small">
          <strong>
            {model.advice.number}, {model.advice.level}:
          </strong>{' '}
          {model.advice.reason}
        </p>
      )}
      <ApprovalSection
        name={name}
        version={version}
        isReleased={model.aliases.includes('champion')}
      />
      <GateSection verdict={model.gates} />
      <h2>Ask it</h2>
      {model.task === 'forecast' ? (
        <ForecastPanel key={reference} model={reference} target={signature.output.name} />
      ) : model.task === 'tensors' ? (
        <p>
          It takes tensors, not rows: {(model.tensors?.inputs ?? []).map(sayTensor).join(', ')}.
        </p>
      ) : (
        <PredictionForm key={reference} model={reference} signature={signature} />
      )}
      <div class="grid">
        {importance.length > 0 && (
          <section>
            <h2>What it looks at</h2>
            <div class="card">
              <Chart
                draw={(size) =>
                  importanceChart(
                    { importance, score: primaryMetric, ...importanceWords(model) },
                    size,
                  )
                }
              />
            </div>
          </section>
        )}
        <section>
          <h2>How good it is</h2>
          <MetricTable metrics={metrics} />
        </section>
      </div>
      {model.members.length > 1 && <Members members={model.members} />}
      {model.asks !== undefined && <Asks asks={model.asks} />}
      {findings.length > 0 && (
        <section>
          <h2>What was noticed</h2>
          <FindingList findings={findings} />
        </section>
      )}
      <RegisteredVersions name={name} model={model} />
      <WhoMay model={name} />
      <CommandPanel
        forms={[
          {
            name: 'Shell',
            code: [
              `kaizen models show ${reference}`,
              ...(model.task === 'forecast'
                ? [
                    `kaizen predict ${reference} --out forecast.csv`,
                    `kaizen predict ${reference} newer-rows.csv --out forecast.csv`,
                  ]
                : [
                    `kaizen predict ${reference} new-rows.csv --out predictions.csv`,
                    `kaizen models types ${reference}`,
                    `kaizen monitors check ${name}`,
                  ]),
            ].join('\n'),
          },
          ...(model.task === 'forecast' ? [] : [inProgram(model)]),
        ]}
      />
    </>
  );
}

/** Whether the model is registered, but only for other programs: it has no version that answers here. */
function isElsewhere(answer: Answer<ModelShown>): boolean {
  return answer.state === 'failed' && answer.failure.code === 'MODEL_NOT_SERVABLE';
}

function inProgram({ path }: ModelShown): CommandForm {
  return {
    name: 'In your program',
    code: [
      "import { readFile } from 'node:fs/promises';",
      "import { loadModel } from '@kaizenml/ml/artifact';",
      '',
      `const model = await loadModel((file) => readFile(\`${path}/\${file}\`));`,
      'model.predictRow({ … });',
    ].join('\n'),
  };
}

/** What importance says of models that learned from no target. */
function importanceWords({ task, importance }: ModelShown) {
  const [first] = importance;
  const caption = `${importance.length} columns, those that tell most first.`;
  if (task === 'clusters')
    return {
      title: `“${first?.column}” tells the clusters apart most`,
      ...{ caption, axis: 'largest difference of a cluster from the rest' },
    };
  if (task === 'anomalies')
    return {
      title: `“${first?.column}” makes rows unusual most often`,
      ...{ caption, axis: 'share of the flagged rows that it is a reason for' },
    };
  return {};
}

function Fact({ name, children }: { readonly name: string; readonly children: ComponentChildren }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

/** Without what it is made of, which has a table of its own. */
function shortTitle({ title, members }: ModelShown): string {
  return members.length > 1 ? title.replace(/ \(.*\)$/, '') : title;
}

/** The models of a team, those that count most first. */
function Members({ members }: { readonly members: ModelShown['members'] }) {
  const hasCopies = members.some(({ nBagged }) => nBagged > 1);
  const ordered = members.toSorted((a, b) => (b.weight ?? 0) - (a.weight ?? 0));
  return (
    <section>
      <h2>What it is made of</h2>
      <ScrollTable
        label="Members"
        head={['Model', '#Share of the answer', ...(hasCopies ? ['#Copies'] : [])]}
      >
        {ordered.map(({ title, weight, nBagged }, i) => (
          <tr key={i}>
            <td>{title}</td>
            <td class="n">{weight === null ? 'learned' : formatShare(weight)}</td>
            {hasCopies && <td class="n">{nBagged}</td>}
          </tr>
        ))}
      </ScrollTable>
      <p class="small soft">
        Their answers are combined into one.
        {hasCopies && ' Copies learned from different rows, and their mean is taken.'}
      </p>
    </section>
  );
}

/** The versions that an inference graph asks. */
function Asks({ asks }: { readonly asks: NonNullable<ModelShown['asks']> }) {
  return (
    <section>
      <h2>What it asks</h2>
      <ScrollTable label="Asked" head={['Version', 'Declared as', 'Step', 'Role', 'Needed']}>
        {asks.map(({ model, reference, step, role, isNeeded }) => (
          <tr key={model}>
            <td>
              <a href={`/models/${model.replace('/', '?version=')}`}>{model}</a>
            </td>
            <td>{reference}</td>
            <td>{step}</td>
            <td>{role}</td>
            <td>{isNeeded ? 'yes' : 'no'}</td>
          </tr>
        ))}
      </ScrollTable>
      <p class="small soft">
        These versions answer, wherever their names and aliases point by now. Register the graph
        again to follow them.
      </p>
    </section>
  );
}

function sayTensor({
  name,
  datatype,
  shape,
}: NonNullable<ModelShown['tensors']>['inputs'][number]) {
  return `${name} (${datatype} [${shape.join(', ')}])`;
}
