// The right pane: who says so.
import { edgeByKey, nameOf, words } from '../model/data';
import { go, openEdges, place } from '../model/place';
import type { Edge } from '../api/types';
import { EdgeSample } from '../diagram/EdgeSample';
import { text } from '../strings';
import { Badge } from '../ui/Badge';
import { ConflictsPanel } from './ConflictsPanel';
import { EdgeEvidence } from './EdgeEvidence';

export function EvidencePanel() {
  const { edges, panel } = place.value;
  if (edges.length === 1) return <EdgeEvidence />;
  if (edges.length > 1) return <SeveralEdges />;
  if (panel === 'conflicts') return <ConflictsPanel />;
  return <NothingChosen />;
}

export const closeEvidence = () => go({ edges: [], panel: '' }, 'push');

const NothingChosen = () => (
  <div class="ghost">
    <svg width="120" height="40" viewBox="0 0 120 40" aria-hidden="true">
      <path class="stroke" d="M6 20H100" />
      <path class="head" d="M114 20l-14-7v14z" />
    </svg>
    <h2>{text.evidenceEmptyTitle}</h2>
    <p>{text.evidenceEmpty}</p>
  </div>
);

/** The relations that one line stands for. */
function SeveralEdges() {
  const list = place.value.edges.map((key) => edgeByKey.value.get(key)).filter((e) => e !== undefined);
  const [first] = list;
  if (!first) return <p class="muted">{text.edgeMissing}</p>;
  return (
    <>
      <p class={`kicker f-${first.family}`}>{words.value.data?.family(first.family)}</p>
      <h2 class="claim" dir="auto">
        {text.betweenTitle(list.length, nameOf(first.from_id), nameOf(first.to_id))}
      </h2>
      <ul class="several">
        {list.map((edge) => (
          <li key={edge.key}>
            <EdgeRow edge={edge} />
          </li>
        ))}
      </ul>
    </>
  );
}

function EdgeRow({ edge }: { edge: Edge }) {
  const w = words.value.data;
  if (!w) return null;
  return (
    <button class="relation" onClick={() => openEdges([edge.key])}>
      <EdgeSample edge={edge} />
      <span dir="auto">
        <b>{nameOf(edge.from_id)}</b> <span class="verb">{w.verb(edge)}</span> <b>{nameOf(edge.to_id)}</b>
        <small>{w.details(edge).join(' · ')}</small>
      </span>
      <Badge edge={edge} />
    </button>
  );
}
