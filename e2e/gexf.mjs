// Reads a GEXF file with the parser of Gephi Lite and tells what is in it, as JSON.
import { readFileSync } from 'node:fs';
import { MultiGraph } from 'graphology';
import { parse } from 'graphology-gexf';

const graph = parse(MultiGraph, readFileSync(process.argv[2], 'utf8'), { addMissingNodes: false });
const edges = graph.mapEdges((key, attributes, source, target) => ({
  key,
  source,
  target,
  undirected: graph.isUndirected(key),
  attributes,
}));
console.log(JSON.stringify({ nodes: graph.mapNodes((id, { label, kind }) => ({ id, label, kind })), edges }));
