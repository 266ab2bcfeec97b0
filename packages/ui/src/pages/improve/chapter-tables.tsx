import { metricTitle, ScrollTable } from '../../components/index.ts';
import type { Chapter, Figure } from './improve-types.ts';
import { formatFigure, formatFigureInterval, sayChange } from './say-change.ts';

/** What each chapter asks. */
const QUESTIONS: Readonly<Record<Chapter['name'], readonly [title: string, question: string]>> = {
  data: ['Data', 'Was it asked what it learned from?'],
  software: ['Software', 'Did it answer, and how fast?'],
  model: ['Model', 'How good were the answers?'],
  feedback: ['Feedback', 'Is it known what became of the answers?'],
};

/** The four chapters of an endpoint, each a table of now and before. */
export function ChapterTables({
  endpoint,
  chapters,
  period,
}: {
  readonly endpoint: string;
  readonly chapters: readonly Chapter[];
  readonly period: string;
}) {
  return (
    <div class="chapters">
      {chapters.map((chapter) => (
        <ChapterTable
          key={chapter.name}
          chapter={chapter}
          label={`${QUESTIONS[chapter.name][0]} of ${endpoint}`}
          period={period}
        />
      ))}
    </div>
  );
}

function ChapterTable({
  chapter: { name, figures, notes },
  label,
  period,
}: {
  readonly chapter: Chapter;
  readonly label: string;
  readonly period: string;
}) {
  const [title, question] = QUESTIONS[name];
  return (
    <section class="chapter">
      <h3>
        {title} <span class="soft">{question}</span>
      </h3>
      {figures.length === 0 ? (
        <p class="note">Nobody knows by which metric to measure the version that answered.</p>
      ) : (
        <ScrollTable
          label={label}
          stacks
          head={['Figure', '#Now', `#The ${period} before`, 'Change']}
        >
          {figures.map((figure) => (
            <FigureRow key={figure.name} figure={figure} />
          ))}
        </ScrollTable>
      )}
      {notes.map((note) => (
        <p key={note} class="small soft">
          {note}
        </p>
      ))}
    </section>
  );
}

function FigureRow({ figure }: { readonly figure: Figure }) {
  const { name, unit, now, before, words } = figure;
  const change = sayChange(figure);
  const look = change.isBetter === null ? 'soft' : change.isBetter ? 'better' : 'worse';
  return (
    <tr>
      <td>{nameOf(name, unit)}</td>
      <Value one={now} unit={unit} name="Now" />
      <Value one={before} unit={unit} name="Before" />
      <td class="wide" title={words}>
        <span class={`became ${look}`}>
          {change.arrow !== '' && <span aria-hidden="true">{change.arrow} </span>}
          {change.words}
        </span>
      </td>
    </tr>
  );
}

function Value({
  one,
  unit,
  name,
}: {
  readonly one: Figure['now'];
  readonly unit: string;
  readonly name: string;
}) {
  const interval = one === null ? undefined : formatFigureInterval(one, unit);
  return (
    <td class="n" data-name={name}>
      <span>
        {one === null ? '–' : formatFigure(one.value, unit)}
        {interval !== undefined && <span class="interval">{interval}</span>}
      </span>
    </td>
  );
}

/** A figure of a metric has the metric's title. */
function nameOf(name: string, unit: string): string {
  const title = name.startsWith(`${unit} `)
    ? `${metricTitle(unit)}${name.slice(unit.length)}`
    : name;
  return title.charAt(0).toUpperCase() + title.slice(1);
}
