// The files that the page makes of the current view.
import { formatAddress } from '../model/address';
import { entities, nameOf, words } from '../model/data';
import { shownEdges, shownEntities } from '../model/drawing';
import { hereURL, place } from '../model/place';
import { pictureOf, pngOf } from './picture';
import { csv, cypher, graphML, type Exported } from './tables';

function exported(): Exported {
  const w = words.peek().data;
  if (!w) throw new Error('nothing is drawn yet');
  const named = new Set(shownEdges.peek().flatMap((e) => [e.from_id, e.to_id]));
  const drawn = new Set(shownEntities.peek().map((e) => e.id));
  return {
    entities: entities.peek().filter((e) => drawn.has(e.id) || named.has(e.id)),
    edges: shownEdges.peek(),
    nameOf,
    words: w,
    address: hereURL(),
    view: formatAddress(place.peek()),
    known: place.peek().known,
  };
}

const blob = (content: string, type: string) => Promise.resolve(new Blob([content], { type }));

export const make = {
  svg: async () => new Blob([await pictureOf()], { type: 'image/svg+xml' }),
  png: () => pngOf(2),
  csv: () => blob(csv(exported()), 'text/csv;charset=utf-8'),
  graphml: () => blob(graphML(exported()), 'application/xml'),
  cypher: () => blob(cypher(exported()), 'text/plain;charset=utf-8'),
};
