import { api, useAnswer } from '../../api/index.ts';
import { exactInstant } from '../../components/index.ts';

/** Reports that are shown: half a year of weeks. */
const SHOWN = 26;
const SUBJECT = 'report:weekly';

type Alert = Awaited<ReturnType<typeof api.alerts.list>>['items'][number];

/** The weekly reports as they were told; nothing before the first one, and where alerts may not be read. */
export function PastReports() {
  const answer = useAnswer(listReports, '');
  if (answer.state !== 'here' || answer.value.length === 0) return null;
  return (
    <section aria-label="Weekly reports">
      <h2>Weekly reports</h2>
      <p class="soft">
        Made every Monday, and told as an <a href="/alerts">alert</a>.
      </p>
      <ul class="versions card">
        {answer.value.map((report) => (
          <PastReport key={report.id} report={report} />
        ))}
      </ul>
    </section>
  );
}

async function listReports(): Promise<readonly Alert[]> {
  const [open, over] = await Promise.all([
    api.alerts.list({ subject: SUBJECT, limit: SHOWN }),
    api.alerts.list({ subject: SUBJECT, status: 'resolved', limit: SHOWN }),
  ]);
  return [...open.items, ...over.items].slice(0, SHOWN);
}

function PastReport({ report: { key, message, cause, firstAt } }: { readonly report: Alert }) {
  return (
    <li>
      <details>
        <summary>
          <strong>{weekOf(key)}</strong>{' '}
          <span class="small soft">{exactInstant(firstAt).slice(0, 10)}</span>
        </summary>
        <p>{message}</p>
        {cause !== null && <p class="soft">To improve then: {cause}</p>}
      </details>
    </li>
  );
}

/** `improve:2026-W10` → `Week 10 of 2026`. */
function weekOf(key: string): string {
  const [, year, week] = /^improve:(\d+)-W(\d+)$/.exec(key) ?? [];
  return year === undefined ? key : `Week ${Number(week)} of ${year}`;
}
