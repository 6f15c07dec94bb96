// What stands where there is nothing to draw, or too much.
import { expandNow, tooMany } from '../model/expanding';
import { edges, view, words } from '../model/data';
import { allowedEdges, shownEdges } from '../model/drawing';
import { resetFilters } from '../model/place';
import { text } from '../strings';
import { PlainPageLink } from '../ui/PlainPageLink';

/** Every relation is filtered out. */
export function Nothing() {
  if (view.value.loading || !view.value.data || shownEdges.value.length > 0 || edges.value.length === 0) return null;
  return (
    <div class="nothing" role="status">
      <p>{allowedEdges.value.length === 0 ? text.onlyQuiet : text.nothingLeft}</p>
      <button class="button" onClick={resetFilters}>
        {text.resetFilters}
      </button>
    </div>
  );
}

/** An entity with more neighbours than a diagram can hold: families and the table in place of a tangle. */
export function TooMuch() {
  const w = words.value.data;
  const limit = view.value.data?.limit ?? 0;
  if (!w) return null;
  return (
    <>
      {tooMany.value.map((hub) => (
        <div key={hub.id} class="toomuch strip" role="status">
          <div>
            <b dir="auto">{text.tooMuchTitle(hub.name, hub.neighbours)}</b>
            <p>{text.tooMuch(limit)}</p>
          </div>
          <div class="choices">
            {(hub.counts ?? []).map((c) => (
              <button key={c.family} class={`chip f-${c.family}`} onClick={() => expandNow(hub.id, [c.family])}>
                <i class="swatch" />
                {w.family(c.family)} <small>{c.edges}</small>
              </button>
            ))}
            <PlainPageLink id={hub.id} class="chip" />
          </div>
        </div>
      ))}
    </>
  );
}
