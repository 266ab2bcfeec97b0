import type { AlertRecord } from '../alerts/store.ts';

/** Pages of what alerts are about, by the noun of their subject. */
const PAGES: Readonly<Record<string, string>> = {
  job: '/jobs/',
  endpoint: '/monitors/',
  dataset: '/datasets/',
};

/** Where an alert is to be seen: its incident, else what it is about, else the list of alerts. */
export function linkTo(
  publicUrl: string,
  { incident, subject }: Pick<AlertRecord, 'incident' | 'subject'>,
): string {
  const [noun = '', name = ''] = subject.split(/:(.*)/s);
  const page = PAGES[noun];
  if (incident !== null) return `${publicUrl}/incidents/${encodeURIComponent(incident)}`;
  if (subject === 'report:weekly') return `${publicUrl}/improve`;
  return page === undefined || name === ''
    ? `${publicUrl}/alerts`
    : `${publicUrl}${page}${encodeURIComponent(name)}`;
}
