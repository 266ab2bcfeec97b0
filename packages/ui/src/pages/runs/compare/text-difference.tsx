import { api, useAnswer } from '../../../api/index.ts';
import { AnswerView } from '../../../components/index.ts';
import type { FoundRun } from '../table/run-value.ts';
import { type DiffRow, type Hunk, toRows } from './side-by-side.ts';

/** Files up to which lines are compared; the server's limits, in words. */
const WHY_NOT = {
  binary: 'This is no text. The hashes say that the files differ.',
  large:
    'Files of more than 256 kB or 5,000 lines are not compared line by line. The hashes say that they differ.',
  different: 'More than 1,000 lines went or came: these are different texts.',
} as const;

/** What differs in a small text file of two runs, line by line and side by side. */
export function TextDifference({
  first,
  other,
  path,
  from,
}: {
  readonly first: FoundRun;
  readonly other: FoundRun;
  readonly path: string;
  /** Its path in the first run where that is another. */
  readonly from: string | undefined;
}) {
  const answer = useAnswer(
    () => api.runs['diff-file']({ id: first.id, against: other.id, path, from }),
    JSON.stringify([first.id, other.id, path, from]),
  );
  return (
    <AnswerView answer={answer}>
      {({ state, hunks }) =>
        state !== 'text' ? (
          <p class="soft">{WHY_NOT[state]}</p>
        ) : hunks.length === 0 ? (
          <p class="soft">They differ in nothing but the ends of lines.</p>
        ) : (
          <TextTable hunks={hunks} path={path} titles={[first.name, other.name]} />
        )
      }
    </AnswerView>
  );
}

function TextTable({
  hunks,
  path,
  titles,
}: {
  readonly hunks: readonly Hunk[];
  readonly path: string;
  readonly titles: readonly [first: string, other: string];
}) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region must be reachable by keyboard (WCAG 2.1.1)
    <section class="text-difference" tabIndex={0} aria-label={`Lines of ${path}`}>
      <table>
        <colgroup>
          <col class="line-number" />
          <col />
          <col class="line-number" />
          <col />
        </colgroup>
        <thead>
          <tr>
            <th scope="colgroup" colSpan={2}>
              {titles[0]}
            </th>
            <th scope="colgroup" colSpan={2}>
              {titles[1]}
            </th>
          </tr>
        </thead>
        {hunks.map((hunk) => (
          <tbody key={`${hunk.beforeLine} ${hunk.afterLine}`}>
            {toRows(hunk).map((row, i) => (
              <TextRow key={i} row={row} />
            ))}
          </tbody>
        ))}
      </table>
    </section>
  );
}

function TextRow({ row: { before, after, isChanged } }: { readonly row: DiffRow }) {
  const classOf = (side: 'went' | 'came', isThere: boolean) =>
    isThere ? (isChanged ? side : undefined) : 'nothing';
  return (
    <tr>
      <td class="line-number">{before?.n}</td>
      <td class={classOf('went', before !== undefined)}>
        {before && (isChanged ? <del>{before.text}</del> : before.text)}
      </td>
      <td class="line-number">{after?.n}</td>
      <td class={classOf('came', after !== undefined)}>
        {after && (isChanged ? <ins>{after.text}</ins> : after.text)}
      </td>
    </tr>
  );
}
