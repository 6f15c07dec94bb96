/** A title, linked where the source has a web address. Links of other kinds are not followed. */
export function SourceTitle({ title, url }: { title: string; url?: string | undefined }) {
  if (!url || !/^https?:\/\//i.test(url)) return <span dir="auto">{title}</span>;
  return (
    <a href={url} rel="noreferrer noopener external" target="_blank" dir="auto">
      {title}
    </a>
  );
}
