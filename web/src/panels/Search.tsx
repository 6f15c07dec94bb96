import type { RefObject } from 'preact';
import type { Edge } from '../api/types';
import { EdgeSample } from '../diagram/EdgeSample';
import { entityByID, nameOf, words } from '../model/data';
import { shownEdges } from '../model/drawing';
import { go, openEdges, openEntity } from '../model/place';
import { text } from '../strings';
import { Combobox, type Option } from '../ui/Combobox';
import { SearchIcon } from '../ui/icons';

/** As many relations of the drawing are suggested beside entities. */
const mostRelations = 4;

/** The search of the top bar: entities of the whole graph, and relations that are drawn. */
export function Search({ inputRef }: { inputRef: RefObject<HTMLInputElement | null> }) {
  return (
    <Combobox
      id="search"
      label={text.searchLabel}
      placeholder={text.searchLabel}
      inputRef={inputRef}
      more={relations}
      choose={(entity) => {
        go({ table: false });
        openEntity(entity.id, entityByID.peek().has(entity.id));
      }}
    >
      <SearchIcon />
      <kbd aria-hidden="true">/</kbd>
    </Combobox>
  );
}

function relations(query: string): Option[] {
  const w = words.value.data;
  if (!w) return [];
  const wanted = query.toLowerCase().split(/\s+/);
  const fits = (e: Edge) => {
    const sentence = [nameOf(e.from_id), w.verb(e), nameOf(e.to_id), ...w.details(e)].join(' ').toLowerCase();
    const verb = [w.verb(e), ...w.details(e)].join(' ').toLowerCase();
    return wanted.every((part) => sentence.includes(part)) && wanted.some((part) => verb.includes(part));
  };
  return shownEdges.value
    .filter(fits)
    .slice(0, mostRelations)
    .map((e) => ({
      id: e.key,
      choose: () => openEdges([e.key]),
      view: (
        <>
          <EdgeSample edge={e} />
          <span class="hit">
            {nameOf(e.from_id)} <em>{w.verb(e)}</em> {nameOf(e.to_id)}
          </span>
          <small>{w.family(e.family)}</small>
        </>
      ),
    }));
}
