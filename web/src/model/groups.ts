// Leaves that share a hub and a relation form a group: one label for all, and folded one node.
import type { ViewEntity } from '../api/types';
import type { Line } from './lines';
import { standings } from './words';

export interface Group {
  /** Hub, relation and direction: the same in every drawing. */
  id: string;
  hub: string;
  members: string[];
  /** The weakest of its lines, for family and standing. */
  line: Line;
  lines: Line[];
}

/** As many leaves make a group. */
const fewest = 3;

/** Groups of the leaves that are drawn. Entities in keep are never grouped: the reader chose them. */
export function groupsOf(entities: ViewEntity[], lines: Line[], keep: Set<string>): Group[] {
  const touching = new Map<string, Line[]>(entities.map((e) => [e.id, []]));
  for (const line of lines) {
    touching.get(line.from)?.push(line);
    touching.get(line.to)?.push(line);
  }
  const groups = new Map<string, Group>();
  for (const entity of entities) {
    const [line, ...more] = touching.get(entity.id) ?? [];
    if (!line || more.length > 0 || keep.has(entity.id)) continue;
    const hub = line.from === entity.id ? line.to : line.from;
    const id = `${hub}~${saidBy(line)}${direction(line, hub)}`;
    const group = groups.get(id) ?? { id, hub, members: [], line, lines: [] };
    group.members.push(entity.id);
    group.lines.push(line);
    if (standings.indexOf(line.standing) < standings.indexOf(group.line.standing)) group.line = line;
    groups.set(id, group);
  }
  return [...groups.values()].filter((g) => g.members.length >= fewest);
}

/** What a line says, for the label of a group says it of every member: denied or not, and in which role. */
function saidBy(line: Line): string {
  const said = line.edges.map(({ type, polarity, qualifiers }) =>
    polarity ? type + (qualifiers?.role ? `.${qualifiers.role}` : '') : `not-${type}`,
  );
  return [...new Set(said)].sort().join('+');
}

function direction(line: Line, hub: string): string {
  const [out, back] = line.from === hub ? [line.headTo, line.headFrom] : [line.headFrom, line.headTo];
  if (out && back) return '~both';
  return out ? '~out' : back ? '~in' : '';
}
