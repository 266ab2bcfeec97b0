/** Pages of what alerts are about. */
const PAGES: Readonly<Record<string, string>> = {
  job: '/jobs/',
  endpoint: '/monitors/',
  dataset: '/datasets/',
};

/** What the report of every week is told as. */
const WEEKLY = 'report:weekly';

/** `<noun>:<name>` of what an alert is about, as a link where it has a page. */
export function SubjectLink({ subject }: { readonly subject: string }) {
  const [noun = '', name = ''] = subject.split(/:(.*)/s);
  if (subject === WEEKLY) return <a href="/improve">{subject}</a>;
  const page = PAGES[noun];
  return page === undefined ? (
    <span>{subject}</span>
  ) : (
    <a href={`${page}${encodeURIComponent(name)}`}>
      {noun} {name}
    </a>
  );
}
