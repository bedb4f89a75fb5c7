/** One text of an entry. A page's address opens beside the app, and is not told where it was opened from. */
export function LineText({ text, href }: { text: string; href: string | undefined }) {
  if (href === undefined) return text;
  return (
    <a href={href} target="_blank" rel="noreferrer noopener">
      {text}
    </a>
  );
}
