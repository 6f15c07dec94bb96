// How entities are connected, in sentences with numbered sources; or how far the search went.
import { explainAddress } from '../api/client';
import type { CitedSentence, ExplainedEdge, ExplainedHop, NumberedSource } from '../api/types';
import { formatAddress } from '../model/address';
import { edgeByKey, path, pathRequest } from '../model/data';
import { shownKeys } from '../model/drawing';
import { go, openEdges, place } from '../model/place';
import { standingOf } from '../model/words';
import { text } from '../strings';
import { opensElsewhere } from '../ui/click';
import { periodWords } from '../model/dates';
import { BackIcon } from '../ui/icons';
import { SourceTitle } from '../ui/SourceTitle';

export function PathPanel() {
  const { data, loading, error } = path.value;
  const request = pathRequest.value;
  return (
    <section class="path" aria-busy={loading}>
      <button class="small back" onClick={() => go({ path: [] }, 'push')}>
        <BackIcon /> {text.clearPath}
      </button>
      {loading && !data && <p class="muted">{text.searchingPath}</p>}
      {error && <p class="problem">{error.message || text.failedNetwork}</p>}
      {data && !error && (
        <div class={loading ? 'stale' : ''}>
          <h1>{data.title}</h1>
          <p class="summary" role="status">
            {data.summary}
          </p>
          {data.chains.map((chain, i) => (
            <section key={i} class="chain">
              {data.chains.length > 1 && <h2>{text.chain(i + 1)}</h2>}
              <ol>
                {chain.hops.map((hop, j) => (
                  <Hop key={j} hop={hop} />
                ))}
              </ol>
            </section>
          ))}
          {data.absence && data.absence.length > 0 && (
            <section class="absence">
              <h2>{text.bounds}</h2>
              {data.absence.map((line) => (
                <p key={line}>{line}</p>
              ))}
              <Lift />
            </section>
          )}
          <Sources sources={data.sources} />
          {request && (
            <p class="formats">
              <a
                href={explainAddress(request.ends, {
                  family: request.family,
                  status: request.status,
                  known: request.known,
                  format: 'html',
                })}
              >
                {text.explanationPage}
              </a>
            </p>
          )}
          <details class="cypher">
            <summary>{text.showCypher}</summary>
            <pre tabIndex={0}>{data.cypher}</pre>
          </details>
        </div>
      )}
    </section>
  );
}

/** Each bound that the reader set can be lifted here. */
function Lift() {
  const { hide, nostatus, known } = place.value;
  return (
    <p class="row">
      {hide.length + nostatus.length > 0 && (
        <button class="small" onClick={() => go({ hide: [], nostatus: [] }, 'push')}>
          {text.liftFilters}
        </button>
      )}
      {known && (
        <button class="small" onClick={() => go({ known: '' }, 'push')}>
          {text.liftKnown}
        </button>
      )}
    </p>
  );
}

function Hop({ hop }: { hop: ExplainedHop }) {
  return (
    <li>
      <Told told={hop} />
      {hop.also && hop.also.length > 0 && (
        <details>
          <summary>{text.moreBetween(hop.also_count ?? hop.also.length)}</summary>
          <ul>
            {hop.also.map((also) => (
              <li key={also.edge.key}>
                <Told told={also} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </li>
  );
}

function Told({ told }: { told: ExplainedEdge }) {
  const hidden = edgeByKey.value.has(told.edge.key) && !shownKeys.value.has(told.edge.key);
  return (
    <div
      class={`told f-${told.edge.family} s-${standingOf(told.edge)}${place.value.edges.includes(told.edge.key) ? ' on' : ''}`}
    >
      <p>
        <a
          class="sentence"
          dir="auto"
          href={formatAddress({ ...place.value, edges: [told.edge.key] })}
          title={text.showInDrawing}
          onClick={(e) => {
            if (opensElsewhere(e)) return;
            e.preventDefault();
            openEdges([told.edge.key]);
          }}
        >
          {told.sentence}
        </a>
        <Cites cites={told.cites} />
      </p>
      {told.more?.map((m) => (
        <p key={m.sentence} class="moretold">
          <More sentence={m} />
        </p>
      ))}
      {[...told.notes, ...(hidden ? [text.hiddenHop] : [])].map((note) => (
        <p key={note} class="note">
          {note}
        </p>
      ))}
    </div>
  );
}

const More = ({ sentence }: { sentence: CitedSentence }) => (
  <>
    <span dir="auto">{sentence.sentence}</span>
    <Cites cites={sentence.cites} />
  </>
);

const Cites = ({ cites }: { cites: number[] }) => (
  <>
    {cites.map((n) => (
      <a key={n} class="cite" href={`#source-${n}`} onClick={(e) => jump(e, n)}>
        [{n}]
      </a>
    ))}
  </>
);

/** The address is the view: a jump within the panel does not change it. */
function jump(e: MouseEvent, n: number): void {
  e.preventDefault();
  const source = document.getElementById(`source-${n}`);
  source?.scrollIntoView({ block: 'center' });
  source?.focus();
}

function Sources({ sources }: { sources: NumberedSource[] }) {
  if (sources.length === 0) return null;
  return (
    <section>
      <h2>{text.sources}</h2>
      <ol class="sources">
        {sources.map((s) => (
          <li key={s.number} id={`source-${s.number}`} tabIndex={-1} value={s.number}>
            <SourceLine source={s} />
            {s.same_voice_as && <small>{text.sameVoice(s.same_voice_as)}</small>}
          </li>
        ))}
      </ol>
    </section>
  );
}

function SourceLine({ source }: { source: NumberedSource }) {
  return (
    <>
      <b>{source.publisher}</b>, <SourceTitle title={source.title} url={source.url} />,{' '}
      {periodWords(source.published, true)}, {source.locator}
    </>
  );
}
