// Where sources disagree about the entity at the left: all sides of each matter together.
import type { Conflict } from '../api/types';
import { edgeByKey, nameOf } from '../model/data';
import { openEdges, place } from '../model/place';
import { text } from '../strings';
import { Bars } from '../ui/Bars';
import { DifferenceTable } from './Differences';
import { conflicts } from './resources';
import { StatementCard } from './StatementCard';

export function ConflictsPanel() {
  const { data, error } = conflicts.value;
  if (error) return <p class="problem">{error.message || text.failedNetwork}</p>;
  if (!data) return <Bars />;
  const sorted = [...data.conflicts].sort((a, b) => rank(a) - rank(b));
  return (
    <article class="conflicts">
      <h2 class="claim" dir="auto">
        {text.conflictsTitle(nameOf(place.value.node))}
      </h2>
      {sorted.length === 0 && <p class="muted">{text.noConflicts}</p>}
      {sorted.map((conflict) => (
        <Matter key={conflict.matter} conflict={conflict} />
      ))}
      {data.truncated && <p class="muted">{text.moreConflicts}</p>}
    </article>
  );
}

/** Contradictions first; then what is drawn, other relations, and facts; of the drawn, what spans several relations. */
function rank(c: Conflict): number {
  const keys = c.statements.map((s) => s.edge).filter((key) => key !== undefined);
  const drawn = keys.some((key) => edgeByKey.value.has(key));
  const place = drawn ? (new Set(keys).size > 1 ? 0 : 1) : keys.length > 0 ? 2 : 3;
  return (c.compatible ? 10 : 0) + place;
}

function Matter({ conflict }: { conflict: Conflict }) {
  const keys = [...new Set(conflict.statements.map((s) => s.edge).filter((key) => key !== undefined))];
  return (
    <section class={`matter${conflict.compatible ? '' : ' contradicts'}`}>
      <p class="kicker">{conflict.compatible ? text.difference : text.contradiction}</p>
      <h3 dir="auto">{conflict.title}</h3>
      {conflict.differences.map((d) => (
        <DifferenceTable key={`${d.aspect} ${d.qualifier ?? ''}`} difference={d} statements={conflict.statements} />
      ))}
      <details>
        <summary>{text.sourcesOf(conflict.statements.length)}</summary>
        <ol class="statements">
          {conflict.statements.map((s) => (
            <li key={s.id} id={`said-${s.id}`} tabIndex={-1}>
              <StatementCard statement={s} all={conflict.statements} />
            </li>
          ))}
        </ol>
      </details>
      {keys.length > 0 && (
        <button class="button plain" onClick={() => openEdges(keys)}>
          {text.openRelations(keys.length)}
        </button>
      )}
    </section>
  );
}
