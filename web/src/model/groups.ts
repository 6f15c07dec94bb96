// Leaves that share a hub and a relation form a group: one label for all, and folded one node.
import type { ViewEntity } from '../api/types';
import type { Line } from './lines';

export interface Group {
  /** Hub, relation and direction: the same in every drawing. */
  id: string;
  hub: string;
  members: string[];
  /** One of its lines, for family and standing. */
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
    const types = [...new Set(line.edges.map((e) => e.type))].join('+');
    const direction = line.headFrom || line.headTo ? (line.from === hub ? '~out' : '~in') : '';
    const id = `${hub}~${types}${direction}`;
    const group = groups.get(id) ?? { id, hub, members: [], line, lines: [] };
    group.members.push(entity.id);
    group.lines.push(line);
    groups.set(id, group);
  }
  return [...groups.values()].filter((g) => g.members.length >= fewest);
}
