// The families of relations, each with its count: a press hides or shows one.
import { allowedEdges } from '../model/drawing';
import { groupBy } from '../model/lines';
import { go, place, toggled } from '../model/place';
import { words } from '../model/data';
import { text } from '../strings';

export function Filters() {
  const w = words.value.data;
  if (!w || place.value.node === '') return null;
  const counts = new Map(
    groupBy(allowedEdges.value, (e) => e.family).map((list) => [list[0]?.family ?? '', list.length]),
  );
  const families = w.vocabulary.families.filter((f) => counts.has(f.name));
  if (families.length === 0) return null;
  return (
    <div class="filters" role="group" aria-label={text.familiesLabel}>
      <span class="muted" aria-hidden="true">
        {text.show}
      </span>
      {families.map((f) => (
        <button
          key={f.name}
          class={`chip f-${f.name}`}
          aria-pressed={!place.value.hide.includes(f.name)}
          aria-label={text.filterState(f.title, counts.get(f.name) ?? 0)}
          onClick={() => go({ hide: toggled(place.value.hide, f.name) })}
        >
          <i class="swatch" />
          {f.title} <small>{counts.get(f.name)}</small>
        </button>
      ))}
    </div>
  );
}
