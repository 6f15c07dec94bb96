import { idPart, token } from '../api/client';
import { place } from '../model/place';
import { text } from '../strings';

/** The way to an entity's page without a script. A server with a token would refuse it: links carry none. */
export function PlainPageLink(p: { id: string; class: string }) {
  if (token.get()) return null;
  const { known } = place.value;
  return (
    <a class={p.class} href={`/entity/${idPart(p.id)}${known ? `?known=${known}` : ''}`}>
      {text.plainPage}
    </a>
  );
}
