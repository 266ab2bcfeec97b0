/** Pages of what alerts are about. */
const PAGES: Readonly<Record<string, string>> = {
  job: '/jobs/',
  endpoint: '/monitors/',
  dataset: '/datasets/',
};

/** `<noun>:<name>` of what an alert is about, as a link where it has a page. */
export function SubjectLink({ subject }: { readonly subject: string }) {
  const [noun = '', name = ''] = subject.split(/:(.*)/s);
  const page = PAGES[noun];
  return page === undefined ? (
    <span>{subject}</span>
  ) : (
    <a href={`${page}${encodeURIComponent(name)}`}>
      {noun} {name}
    </a>
  );
}
