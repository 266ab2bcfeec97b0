import { useRef, useState } from 'preact/hooks';
import { countOf, formatNumber, stripLook } from '../../charts/index.ts';
import { exactInstant } from '../../components/index.ts';
import { goTo } from '../../router/index.ts';
import { courseKey, courseQuery } from './course-key.ts';
import { monitorAddress } from './monitor-address.ts';
import type { DriftCourse, DriftCourses } from './monitor-types.ts';
import { sayMeasure } from './say-measure.ts';
import { StripLegend } from './strip-legend.tsx';
import { StripRow } from './strip-row.tsx';

/** From so many columns on the browser lays out only those in sight. */
const MANY = 60;
/** From so many columns on they may be searched by name. */
const SEARCHED_FROM = 12;
const WORDS: Readonly<Record<string, string>> = {
  D: 'drift',
  N: 'natural, as a season ago',
  C: 'may be chance',
  S: 'too small to matter',
  '.': 'calm',
  '-': 'not looked at',
};

/** A strip per column over all verdicts, what moved most first. A press on a cell looks at that column in that verdict. */
export function DriftStrips({
  drift,
  chosen,
  at,
}: {
  readonly drift: DriftCourses;
  readonly chosen: DriftCourse | undefined;
  /** Position of the verdict that is looked at. */
  readonly at: number;
}) {
  const { endpoint, verdicts, columns, nColumns, leastEffect } = drift;
  const [wanted, setWanted] = useState('');
  const [pointed, point] = useState<{ readonly i: number; readonly key: string }>();
  const list = useRef<HTMLUListElement>(null);
  const words = wanted.trim().toLowerCase();
  const shown =
    words === '' ? columns : columns.filter(({ column }) => column.toLowerCase().includes(words));
  const cellAt = (event: MouseEvent) => {
    const row =
      event.target instanceof Element ? event.target.closest<HTMLElement>('.strip-row') : null;
    const strip = row?.querySelector('.strip-place')?.getBoundingClientRect();
    if (!row || !strip || event.clientX < strip.left || event.clientX > strip.right)
      return undefined;
    const share = (event.clientX - strip.left) / Math.max(1, strip.width);
    return {
      i: Math.min(verdicts.length - 1, Math.floor(share * verdicts.length)),
      key: row.dataset.key ?? '',
    };
  };
  const choose = (event: MouseEvent) => {
    const cell = event.detail === 0 || event.ctrlKey || event.metaKey ? undefined : cellAt(event);
    const course = cell && columns.find((each) => courseKey(each) === cell.key);
    if (cell === undefined || course === undefined) return;
    event.preventDefault();
    const verdict = verdicts[cell.i];
    lookAt(
      monitorAddress(endpoint, {
        ...courseQuery(course),
        at: cell.i === verdicts.length - 1 ? undefined : verdict?.end,
      }),
    );
  };
  const nMoved = new Set(columns.filter(({ nDrifted }) => nDrifted > 0).map(({ column }) => column))
    .size;
  const read = pointed && columns.find((each) => courseKey(each) === pointed.key);
  return (
    <section aria-label="Drift over time">
      <div class="row between heading">
        <h2>Drift over time</h2>
        {columns.length >= SEARCHED_FROM && (
          <input
            type="search"
            class="strip-search"
            aria-label="Find a column"
            placeholder={`Find one of ${formatNumber(columns.length)} columns`}
            value={wanted}
            onInput={(event) => setWanted(event.currentTarget.value)}
          />
        )}
      </div>
      <p class="small soft whole">
        {nMoved === 0
          ? `No column moved in ${countOf(verdicts.length, 'verdict')}.`
          : `${countOf(nMoved, 'column')} moved in ${countOf(verdicts.length, 'verdict')}; what drifts now is on top.`}{' '}
        Press a column to see it then and now.
      </p>
      {/* biome-ignore lint/a11y: rows are links that work by keyboard; a pointer chooses the verdict besides */}
      <div
        class={columns.length < MANY ? 'card strips' : 'card strips many'}
        style={{ '--at': `${((at + 0.5) / verdicts.length) * 100}%` }}
        onClick={choose}
        onPointerMove={(event) => point(cellAt(event))}
        onPointerLeave={() => point(undefined)}
      >
        <StripHead drift={drift} />
        <ul ref={list} onKeyDown={(event) => moveFocus(event, list.current)}>
          {shown.map((course) => (
            <StripRow
              key={courseKey(course)}
              id={courseKey(course)}
              course={course}
              leastEffect={leastEffect}
              href={monitorAddress(endpoint, {
                ...courseQuery(course),
                at: at === verdicts.length - 1 ? undefined : verdicts[at]?.end,
              })}
              isChosen={course === chosen}
            />
          ))}
        </ul>
        {shown.length === 0 && <p class="soft">No column is called so.</p>}
      </div>
      <p class="small readout" aria-hidden="true">
        {read && pointed ? (
          <>
            <strong>{read.column}</strong> {sayCell(read, pointed.i, drift)}
          </>
        ) : (
          <StripLegend leastEffect={leastEffect} />
        )}
      </p>
      {nColumns > columns.length && (
        <p class="small soft">
          {countOf(nColumns - columns.length, 'column')} that moved less{' '}
          {nColumns - columns.length === 1 ? 'is' : 'are'} not shown.
        </p>
      )}
    </section>
  );
}

/** When the verdicts were, and how many columns drifted in each. */
function StripHead({ drift: { verdicts, nColumns } }: { readonly drift: DriftCourses }) {
  const [first, last] = [verdicts[0], verdicts.at(-1)];
  const most = Math.max(1, ...verdicts.map(({ nDrifted }) => nDrifted));
  const changes = verdicts.flatMap(({ version }, i) =>
    i > 0 && version !== verdicts[i - 1]?.version ? [{ version, i }] : [],
  );
  return (
    <div class="strip-head small soft" aria-hidden="true">
      <span>Strips that drift, of {formatNumber(nColumns)}</span>
      <span class="strip-place">
        <span class="totals-strip">
          {verdicts.map(({ end, nDrifted, status }) => (
            <i
              key={end}
              class={status}
              style={{ height: `${nDrifted === 0 ? 6 : 20 + 80 * (nDrifted / most)}%` }}
            />
          ))}
        </span>
        {changes.map(({ version, i }) => (
          <span
            key={i}
            class="strip-change"
            style={{ left: `${(i / verdicts.length) * 100}%` }}
            title={`version ${version}`}
          >
            v{version}
          </span>
        ))}
        <span class="strip-ends">
          <span>{first && shortInstant(first.start)}</span>
          <span>{last && shortInstant(last.end)}</span>
        </span>
      </span>
      <span class="n">now</span>
    </div>
  );
}

/** Arrow keys, Home and End go from column to column. */
function moveFocus(event: KeyboardEvent, list: HTMLElement | null): void {
  const steps: Readonly<Record<string, number>> = {
    ArrowDown: 1,
    ArrowUp: -1,
    PageDown: 10,
    PageUp: -10,
  };
  const rows = [...(list?.querySelectorAll<HTMLElement>('a') ?? [])];
  const from = rows.indexOf(document.activeElement as HTMLElement);
  const step = steps[event.key];
  const to =
    event.key === 'Home'
      ? 0
      : event.key === 'End'
        ? rows.length - 1
        : step === undefined
          ? undefined
          : from + step;
  if (to === undefined || from < 0) return;
  event.preventDefault();
  rows[Math.max(0, Math.min(rows.length - 1, to))]?.focus();
}

function sayCell(course: DriftCourse, i: number, { verdicts, leastEffect }: DriftCourses): string {
  const verdict = verdicts[i];
  const effect = course.effects[i];
  const state = course.states[i] ?? '-';
  if (verdict === undefined) return '';
  const size =
    effect === null || effect === undefined || stripLook(state, effect, leastEffect) === undefined
      ? ''
      : `, ${sayMeasure(course.measure)} ${formatNumber(effect)}`;
  return `${exactInstant(verdict.start).slice(0, 16)} to ${exactInstant(verdict.end).slice(0, 16)}, ${formatNumber(verdict.nRows)} rows of version ${verdict.version}: ${WORDS[state]}${size}`;
}

/** Goes to an address of this page without moving the page. */
function lookAt(address: string): void {
  const top = scrollY;
  goTo(address);
  scrollTo(0, top);
}

function shortInstant(at: string): string {
  return at.slice(0, 16).replace('T', ' ');
}
