// How a relation became known: what the public could know of it from each day on.
import { dateWords } from '../model/dates';
import { words } from '../model/data';
import { text } from '../strings';
import { history, historyOf } from './resources';

export function History({ edgeKey }: { edgeKey: string }) {
  const { data, error } = history.value;
  const open = historyOf.value === edgeKey;
  return (
    <details class="history" open={open} onToggle={(e) => (historyOf.value = e.currentTarget.open ? edgeKey : '')}>
      <summary>{text.historyShow}</summary>
      {open && error && <p class="problem">{error.message || text.failedNetwork}</p>}
      {open && !data && !error && <p class="muted">{text.loading}</p>}
      {open && data && data.key === edgeKey && (
        <ol>
          {data.history.map((entry) => (
            <li key={entry.statement.id}>
              <time dateTime={entry.reported}>{dateWords(entry.reported)}</time>
              <span dir="auto">
                {entry.statement.publisher ?? entry.statement.source}, {entry.statement.locator}
                <small>{thenText(entry.then)}</small>
              </span>
            </li>
          ))}
        </ol>
      )}
    </details>
  );
}

function thenText(then: { status: string; polarity: boolean; gone?: boolean; disputed: boolean } | undefined): string {
  const w = words.value.data;
  if (!then || !w) return '';
  if (then.gone) return text.historyGone;
  const status = then.polarity ? w.status(then.status) : text.standingNames.denied;
  return then.disputed ? text.fromThenDisputed(status) : text.fromThen(status);
}
