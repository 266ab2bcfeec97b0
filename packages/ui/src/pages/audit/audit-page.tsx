import { useState } from 'preact/hooks';
import { api, useAnswer } from '../../api/index.ts';
import {
  AnswerView,
  CommandPanel,
  exactInstant,
  Page,
  ScrollTable,
  When,
} from '../../components/index.ts';
import { goTo } from '../../router/index.ts';
import { sayValue } from './say-value.ts';
import { TrailState } from './trail-state.tsx';

const SHOWN = 50;

type Entry = Awaited<ReturnType<typeof api.audit.list>>['items'][number];

/** Every change of the registry, or of one model: who, when, from what to what, and why. */
export function AuditPage({
  name,
  before,
}: {
  readonly name: string | undefined;
  readonly before: string | undefined;
}) {
  const answer = useAnswer(
    () =>
      api.audit.list({
        limit: SHOWN,
        ...(name === undefined ? {} : { name }),
        ...(before === undefined ? {} : { before: Number(before) }),
      }),
    `${name} ${before}`,
  );
  return (
    <Page
      title={name === undefined ? 'Audit trail' : `Changes of ${name}`}
      {...(name === undefined ? {} : { kicker: <a href="/audit">Audit trail</a> })}
    >
      <TrailState />
      <OfModel name={name} />
      <AnswerView answer={answer}>
        {({ items }) =>
          items.length === 0 ? (
            <p class="note">Nothing was changed{before === undefined ? '' : ' before'}.</p>
          ) : (
            <>
              <ScrollTable
                label="Changes"
                stacks
                head={['Entry', 'At', 'What', 'Of', 'Change', 'Who', 'Why']}
              >
                {items.map((entry) => (
                  <EntryRow key={entry.seq} entry={entry} />
                ))}
              </ScrollTable>
              <Older name={name} items={items} />
            </>
          )
        }
      </AnswerView>
      <CommandPanel
        forms={[
          {
            name: 'Shell',
            code: `${name === undefined ? 'kaizen audit list' : `kaizen audit list --name ${name}`}\nkaizen audit verify`,
          },
          { name: 'TypeScript', code: 'const { isWhole } = await kaizen.audit.verify({});' },
        ]}
      />
    </Page>
  );
}

function EntryRow({ entry }: { readonly entry: Entry }) {
  const { seq, at, action, name, part, by, source, who, why } = entry;
  return (
    <tr>
      <td class="audit-seq">{seq}</td>
      <td data-name="At" class="one-line">
        <span>
          <When at={at} />
          <span class="small soft exact">{exactInstant(at)}</span>
        </span>
      </td>
      <td data-name="What" class="one-line">
        <code>{action}</code>
      </td>
      <td data-name="Of" class="audit-name">
        {action.startsWith('webhook') ? (
          name
        ) : (
          <a href={`/audit?name=${encodeURIComponent(name)}`}>{name + part}</a>
        )}
      </td>
      <td data-name="Change" class="audit-change">
        <Change entry={entry} />
      </td>
      <td data-name="Who" class="one-line">
        {by === 'run' && source !== null ? (
          <a href={`/runs/${source}`}>run {source.slice(-6)}</a>
        ) : (
          (who ?? (by === 'person' ? 'not known' : by))
        )}
      </td>
      <td data-name="Why" class="audit-why">
        {why ?? '–'}
      </td>
    </tr>
  );
}

/** In short, and behind it what is hashed, word for word. */
function Change({ entry }: { readonly entry: Entry }) {
  const { from, to, by, source, previous, hash } = entry;
  return (
    <details>
      <summary>
        {from !== null && <span class="soft">{sayValue(from)} → </span>}
        {to === null && from === null ? 'see the entry' : sayValue(to)}
      </summary>
      <dl class="evidence">
        {(
          [
            ['From', from],
            ['To', to],
            ['By', source === null ? by : `${by} ${source}`],
            ['Entry before', previous],
            ['This entry', hash],
          ] as const
        ).map(([term, value]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>
              <code>{value ?? 'null'}</code>
            </dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

/** Narrows the trail to one model. */
function OfModel({ name }: { readonly name: string | undefined }) {
  const [text, setText] = useState(name ?? '');
  return (
    <search>
      <form
        class="row audit-of"
        onSubmit={(event) => {
          event.preventDefault();
          const wanted = text.trim();
          goTo(wanted === '' ? '/audit' : `/audit?name=${encodeURIComponent(wanted)}`);
        }}
      >
        <input
          aria-label="Name of a model"
          placeholder="every model; or the name of one"
          value={text}
          spellcheck={false}
          autocomplete="off"
          autocapitalize="off"
          onInput={(event) => setText(event.currentTarget.value)}
        />
        <button type="submit" class="second">
          Show its changes
        </button>
      </form>
    </search>
  );
}

function Older({
  name,
  items,
}: {
  readonly name: string | undefined;
  readonly items: readonly Entry[];
}) {
  const last = items.at(-1);
  if (items.length < SHOWN || last === undefined) return null;
  const query = new URLSearchParams({ before: String(last.seq), ...(name && { name }) });
  return (
    <p>
      <a href={`/audit?${query}`}>Older →</a>
    </p>
  );
}
