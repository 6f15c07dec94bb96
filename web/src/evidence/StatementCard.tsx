import type { Statement } from '../api/types';
import { citationOf } from '../model/citation';
import { dateWords, periodWords } from '../model/dates';
import { text } from '../strings';
import { Badge } from '../ui/Badge';
import { copy } from '../ui/copy';
import { SourceTitle } from '../ui/SourceTitle';

/** What one source says, word for word where it is kept, and where exactly. */
export function StatementCard({ statement: s, all }: { statement: Statement; all: Statement[] }) {
  const gone = Boolean(s.withdrawn_at ?? s.superseded_by);
  const repeats =
    s.origin && s.origin !== s.source ? (all.find((o) => o.source === s.origin)?.publisher ?? s.origin) : '';
  return (
    <figure class={`statement${gone ? ' gone' : ''}`}>
      {s.sentence && (
        <p class="says" dir="auto">
          {s.sentence}
        </p>
      )}
      {s.quote && (
        <blockquote dir="auto">
          <p>{s.quote}</p>
        </blockquote>
      )}
      <figcaption>
        <b dir="auto">{s.publisher ?? s.source}</b>
        {', '}
        <SourceTitle title={s.title ?? s.source} url={s.url} />
        {s.published && `, ${periodWords(s.published, true)}`} <span class="loc">{s.locator}</span>
      </figcaption>
      <Marks statement={s} repeats={repeats} />
      {s.note && (
        <p class="muted" dir="auto">
          {s.note}
        </p>
      )}
      <button class="link" onClick={() => void copy(citationOf(s), text.citationCopied)}>
        {text.copyCitation}
      </button>
    </figure>
  );
}

/** What a reader must know before using it: whose word it is, and whether it still stands. */
function Marks({ statement: s, repeats }: { statement: Statement; repeats: string }) {
  const notes = [
    s.asserted_by && text.saidBy(s.asserted_by),
    repeats && text.repeatsVoice(repeats),
    s.reported_on !== s.published && text.reportedOn(periodWords(s.reported_on, true)),
    s.rank === 'preferred' && text.preferred,
    s.superseded_on && text.superseded(dateWords(s.superseded_on)),
    s.withdrawn_at && text.withdrawn,
  ].filter(Boolean);
  return (
    <p class="marks">
      <Badge edge={s} />
      {notes.map((note) => (
        <span key={note} dir="auto">
          {note}
        </span>
      ))}
      {!s.polarity && <span>{text.standingNames.denied}</span>}
    </p>
  );
}
