import type { Edge, Entity } from '../api/types';
import { entityByID, words } from '../model/data';
import { openEntity } from '../model/place';

type Named = Pick<Entity, 'id' | 'name'>;

/** Two names and the verb between them; each name opens its entity. */
export function Claim({ edge, from, to }: { edge: Pick<Edge, 'type' | 'polarity'>; from: Named; to: Named }) {
  return (
    <>
      <EntityLink entity={from} /> <em>{words.value.data?.verb(edge) ?? ''}</em> <EntityLink entity={to} />
    </>
  );
}

export function EntityLink({ entity }: { entity: Named }) {
  return (
    <button class="link" dir="auto" onClick={() => openEntity(entity.id, entityByID.peek().has(entity.id))}>
      {entity.name}
    </button>
  );
}
