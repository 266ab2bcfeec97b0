import { api, useAnswer } from '../../api/index.ts';
import { AnswerView, CommandPanel, Page, ScrollTable, When } from '../../components/index.ts';
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
      <AnswerView answer={answer}>
        {({ items }) =>
          items.length === 0 ? (
            <p class="note">Nothing was changed{before === undefined ? '' : ' before'}.</p>
          ) : (
            <>
              <ScrollTable
                label="Changes"
                stacks
                head={['#Entry', 'At', 'What', 'Of', 'From', 'To', 'Who', 'Why']}
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
  const { seq, at, action, name, part, from, to, by, source, who, why, hash } = entry;
  return (
    <tr>
      <td data-name="Entry" class="n" title={hash}>
        {seq}
      </td>
      <td data-name="At">
        <When at={at} />
      </td>
      <td data-name="What">{action}</td>
      <td data-name="Of">
        {action.startsWith('webhook') ? (
          name
        ) : (
          <a href={`/audit?name=${encodeURIComponent(name)}`}>{name + part}</a>
        )}
      </td>
      <td data-name="From" title={from ?? undefined}>
        {sayValue(from)}
      </td>
      <td data-name="To" title={to ?? undefined}>
        {sayValue(to)}
      </td>
      <td data-name="Who">
        {by === 'run' && source !== null ? <a href={`/runs/${source}`}>its run</a> : (who ?? by)}
      </td>
      <td data-name="Why">{why ?? '–'}</td>
    </tr>
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
