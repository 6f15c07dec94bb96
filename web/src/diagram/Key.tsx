// The key says what shapes and lines mean, and is a filter at once.
import { useSignal } from '@preact/signals';
import { edges, entities, words } from '../model/data';
import { chosen } from '../model/drawing';
import { hiddenKinds } from '../model/filter';
import { groupBy } from '../model/lines';
import { go, place, toggled } from '../model/place';
import { isPhone } from '../model/screen';
import { standingOf, standings } from '../model/words';
import { text } from '../strings';
import { LineSample, Mark } from './shapes';

export function Key() {
  const open = useSignal(!isPhone());
  const w = words.value.data;
  if (!w || entities.value.length === 0) return null;
  const kinds = groupBy(entities.value, (e) => e.kind).sort((a, b) => b.length - a.length);
  const counts = new Map(
    groupBy(edges.value, standingOf).map((list) => [list[0] ? standingOf(list[0]) : '', list.length]),
  );
  const off = hiddenKinds(place.value);
  if (!open.value) {
    return (
      <button class="key closed" onClick={() => (open.value = true)} aria-expanded="false">
        {text.legendShow}
      </button>
    );
  }
  return (
    <div class="key" role="group" aria-label={text.legend}>
      <ul aria-label={text.kindsLabel}>
        {kinds.map((list) => {
          const kind = list[0]?.kind ?? '';
          const shown = !off.includes(kind) || list.every((e) => chosen.value.has(e.id));
          return (
            <li key={kind}>
              <button
                aria-pressed={shown}
                onClick={() => go({ nokind: toggled(off, kind) })}
                aria-label={text.filterState(w.kind(kind), list.length)}
              >
                <Mark kind={kind} size={18} />
                {w.kind(kind)} {!shown && <small>{list.length}</small>}
              </button>
            </li>
          );
        })}
      </ul>
      <ul aria-label={text.standingsLabel}>
        {standings
          .filter((s) => counts.has(s))
          .map((standing) => (
            <li key={standing}>
              <button
                aria-pressed={!place.value.nostatus.includes(standing)}
                onClick={() => go({ nostatus: toggled(place.value.nostatus, standing) })}
                aria-label={text.filterState(text.standingNames[standing], counts.get(standing) ?? 0)}
              >
                <LineSample family="none" standing={standing} heads="none" />
                {text.standingNames[standing]}
              </button>
            </li>
          ))}
      </ul>
      <button
        class="less"
        onClick={() => (open.value = false)}
        aria-expanded="true"
        aria-label={`${text.close}: ${text.legend}`}
      >
        ×
      </button>
    </div>
  );
}
