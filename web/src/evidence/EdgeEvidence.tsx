// One relation: what it says, how firmly it stands, and each source beside the others.
import type { Edge, EdgePage, Statement } from '../api/types';
import { claimWithCitations } from '../model/citation';
import { dateWords } from '../model/dates';
import { nameOf, words } from '../model/data';
import { place } from '../model/place';
import { text } from '../strings';
import { Badge } from '../ui/Badge';
import { Bars } from '../ui/Bars';
import { Claim } from '../ui/Claim';
import { copy } from '../ui/copy';
import { unsaidOf } from '../model/unsaid';
import { Differences } from './Differences';
import { History } from './History';
import { page } from './resources';
import { StatementCard } from './StatementCard';

export function EdgeEvidence() {
  const { data, error, loading } = page.value;
  if (error)
    return <p class="problem">{error.status === 404 ? text.edgeMissing : error.message || text.failedNetwork}</p>;
  const key = place.value.edges[0] ?? '';
  if (!data || data.key !== key) return <Bars />;
  const { edge } = data;
  return (
    <article class={`edgepage${loading ? ' stale' : ''}`}>
      {edge ? <EdgeClaim data={data} edge={edge} /> : <UnknownThen data={data} />}
      <Differences differences={data.differences} statements={data.statements} />
      <h3>{text.sourcesOf(data.statements.length)}</h3>
      {edge && <p class="muted independent">{independence(edge)}</p>}
      <ol class="statements">
        {data.statements.map((s) => (
          <li key={s.id} id={`said-${s.id}`} tabIndex={-1}>
            <StatementCard statement={s} all={data.statements} />
          </li>
        ))}
      </ol>
      <Actions data={data} />
      {data.statements.length > 0 && <History edgeKey={data.key} />}
    </article>
  );
}

const independence = (edge: Edge) =>
  edge.independent_sources === 1 ? text.oneSource : text.independent(edge.independent_sources);

function EdgeClaim({ data, edge }: { data: EdgePage; edge: Edge }) {
  const w = words.value.data;
  if (!w) return null;
  return (
    <>
      <p class={`kicker f-${edge.family}`}>{w.family(edge.family)}</p>
      <h2 class="claim">
        <Claim edge={edge} from={data.from} to={data.to} />
      </h2>
      <p class="row">
        <Badge edge={edge} />
        <span class="why">{edge.polarity ? w.statusMeans(edge.status) : text.deniedMeans}</span>
      </p>
      {edge.derived && <p class="muted">{text.derived}</p>}
      <Properties edge={edge} />
      <Unsaid edge={edge} />
    </>
  );
}

function Unsaid({ edge }: { edge: Edge }) {
  const parts = unsaidOf(edge);
  if (parts.length === 0) return null;
  return (
    <section class="unsaid">
      <h3>{text.unsaid}</h3>
      <ul>
        {parts.map((part) => (
          <li key={part}>{text.unsaidParts[part]}</li>
        ))}
      </ul>
    </section>
  );
}

/** On the chosen day nobody had said it. */
function UnknownThen({ data }: { data: EdgePage }) {
  return (
    <>
      <h2 class="claim" dir="auto">
        {data.from.name}, {data.to.name}
      </h2>
      <p class="problem">{place.value.known ? text.notYetKnown(dateWords(place.value.known)) : text.historyGone}</p>
    </>
  );
}

function Properties({ edge }: { edge: Edge }) {
  const w = words.value.data;
  if (!w) return null;
  const rows: [string, string][] = [];
  if (edge.amount) rows.push([text.amount, edge.amount.text]);
  if (edge.value) rows.push([text.value, edge.value.text]);
  rows.push(...w.qualifiers(edge.qualifiers).map(([name, value]): [string, string] => [name, nameOf(value)]));
  rows.push([text.date, w.when(edge)]);
  rows.push([text.firstReported, edge.first_reported ? dateWords(edge.first_reported) : '']);
  return (
    <dl class="props">
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd dir="auto" class={value ? '' : 'muted'}>
            {value || text.noDate}
          </dd>
        </div>
      ))}
    </dl>
  );
}

/** The claim in words, as the first statement says it or as the diagram does. */
function claimText(data: EdgePage): string {
  const { edge, from, to } = data;
  if (!edge) return `${from.name}, ${to.name}`;
  return `${from.name} ${words.peek().data?.verb(edge) ?? edge.type} ${to.name} (${words.peek().data?.status(edge.status) ?? edge.status}).`;
}

function Actions({ data }: { data: EdgePage }) {
  const counted = data.statements.filter((s) => !s.withdrawn_at && !s.superseded_by);
  return (
    <div class="acts">
      <button
        class="button"
        onClick={() => void copy(claimWithCitations(claimText(data), counted, location.href), text.citationCopied)}
      >
        {counted.length > 1 ? text.copyCitations : text.copyCitation}
      </button>
      <button class="button plain" onClick={() => void copy(location.href, text.linkCopied)}>
        {text.copyLink}
      </button>
      <button class="button plain" onClick={() => void copy(errorReport(data), text.reportCopied)}>
        {text.reportError}
      </button>
    </div>
  );
}

/** What the keeper of the graph needs to find what is wrong. */
function errorReport(data: EdgePage): string {
  const line = (s: Statement) => `${s.id}  ${s.source}, ${s.locator}`;
  return [
    text.reportHead,
    claimText(data),
    location.href,
    data.key,
    ...data.statements.map(line),
    text.reportWrong,
  ].join('\n');
}
