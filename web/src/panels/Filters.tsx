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
  const families = w.families.filter((f) => counts.has(f));
  if (families.length === 0) return null;
  return (
    <div class="filters" role="group" aria-label={text.familiesLabel}>
      <span class="muted" aria-hidden="true">
        {text.show}
      </span>
      {families.map((family) => (
        <button
          key={family}
          class={`chip f-${family}`}
          aria-pressed={!place.value.hide.includes(family)}
          aria-label={text.filterState(w.family(family), counts.get(family) ?? 0)}
          onClick={() => go({ hide: toggled(place.value.hide, family) })}
        >
          <i class="swatch" />
          {w.family(family)} <small>{counts.get(family)}</small>
        </button>
      ))}
    </div>
  );
}
