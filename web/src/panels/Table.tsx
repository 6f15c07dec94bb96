// The relations as a table: the same rows and filters as the diagram.
import { useComputed, useSignal } from '@preact/signals';
import type { Edge } from '../api/types';
import { nameOf, words } from '../model/data';
import { shownEdges } from '../model/drawing';
import { openEdges, place } from '../model/place';
import { standingOf, standings, type Words } from '../model/words';
import { text } from '../strings';
import { Badge } from '../ui/Badge';
import { EntityLink } from '../ui/Claim';

type Column = keyof typeof text.columns;

const columns: Column[] = ['from', 'verb', 'to', 'status', 'date', 'amount', 'independent', 'source'];

const compare = new Intl.Collator('en', { numeric: true, sensitivity: 'base' }).compare;

/** What a column sorts by. Without a date or an amount a row comes last, whichever way it is sorted. */
function sortKey(e: Edge, column: Column, w: Words): string | number {
  switch (column) {
    case 'from':
      return nameOf(e.from_id);
    case 'to':
      return nameOf(e.to_id);
    case 'verb':
      return w.verb(e);
    case 'status':
      return standings.indexOf(standingOf(e));
    case 'date':
      return e.valid_from || e.valid_to;
    case 'amount':
      return e.amount?.minor ?? '';
    case 'independent':
      return e.independent_sources;
    case 'source':
      return e.citations[0]?.publisher ?? '';
  }
}

function sorted(edges: Edge[], column: Column, descending: boolean, w: Words): Edge[] {
  return [...edges].sort((a, b) => {
    const [x, y] = [sortKey(a, column, w), sortKey(b, column, w)];
    if (x === '' || y === '') return Number(x === '') - Number(y === '');
    const order = typeof x === 'number' && typeof y === 'number' ? x - y : compare(String(x), String(y));
    return descending ? -order : order;
  });
}

export function Table() {
  const column = useSignal<Column>('date');
  const descending = useSignal(false);
  const rows = useComputed(() => {
    const w = words.value.data;
    return w ? sorted(shownEdges.value, column.value, descending.value, w) : [];
  });
  const sortBy = (chosen: Column) => {
    descending.value = column.value === chosen && !descending.value;
    column.value = chosen;
  };
  return (
    <div class="tablewrap" tabIndex={0} role="region" aria-label={text.tableLabel}>
      <table>
        <caption>{text.tableCaption(rows.value.length)}</caption>
        <thead>
          <tr>
            {columns.map((c) => (
              <th
                key={c}
                scope="col"
                class={`c-${c}`}
                aria-sort={column.value === c ? (descending.value ? 'descending' : 'ascending') : 'none'}
              >
                <button onClick={() => sortBy(c)}>
                  {text.columns[c]}
                  <span aria-hidden="true">{column.value === c ? (descending.value ? ' ▾' : ' ▴') : ''}</span>
                </button>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.value.map((edge) => (
            <Row key={edge.key} edge={edge} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({ edge }: { edge: Edge }) {
  const w = words.value.data;
  if (!w) return null;
  const [citation, ...more] = edge.citations;
  return (
    <tr class={place.value.edges.includes(edge.key) ? 'on' : ''}>
      <td class="c-from">
        <EntityLink entity={{ id: edge.from_id, name: nameOf(edge.from_id) }} />
      </td>
      <td class={`c-verb f-${edge.family}`}>
        <button class="link verb" onClick={() => openEdges([edge.key])}>
          {w.verb(edge)}
        </button>
        {edge.disputed && <small class="disputed">{text.disagree}</small>}
      </td>
      <td class="c-to">
        <EntityLink entity={{ id: edge.to_id, name: nameOf(edge.to_id) }} />
      </td>
      <td class="c-status">
        <Badge edge={edge} />
      </td>
      <td class="c-date">{w.when(edge) || <span class="muted">{text.undatedOne}</span>}</td>
      <td class="c-amount">{edge.amount?.text}</td>
      <td class="c-independent">{edge.independent_sources}</td>
      <td class="c-source">
        {citation && (
          <span dir="auto">
            {citation.publisher} <small class="muted">{citation.locator}</small>
          </span>
        )}
        {more.length > 0 && <small class="muted"> {text.andMore(edge.statements - 1)}</small>}
      </td>
    </tr>
  );
}
