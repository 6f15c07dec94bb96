// Where statements about one matter differ: what each side says, beside the other.
import type { Difference, Statement } from '../api/types';
import { dateWords, periodWords } from '../model/dates';
import { words } from '../model/data';
import { text } from '../strings';

interface Props {
  differences: Difference[];
  statements: Statement[];
}

export function Differences({ differences, statements }: Props) {
  if (differences.length === 0) return null;
  const contradicts = differences.some((d) => !d.compatible);
  return (
    <section class={`differences${contradicts ? ' contradicts' : ''}`}>
      <h3>{contradicts ? text.disagree : text.difference}</h3>
      {differences.map((d) => (
        <DifferenceTable key={`${d.aspect} ${d.qualifier ?? ''}`} difference={d} statements={statements} />
      ))}
    </section>
  );
}

export function DifferenceTable({ difference, statements }: { difference: Difference; statements: Statement[] }) {
  const byID = new Map(statements.map((s) => [s.id, s]));
  return (
    <div class="difference">
      <p class="muted">{text.differ(aspectName(difference), difference.compatible)}</p>
      <ul class="sides">
        {difference.said.map((side) => (
          <li key={side.text}>
            <b dir="auto">{sideText(difference.aspect, side.text)}</b>
            {voices(side.statements.map((id) => byID.get(id)).filter((s) => s !== undefined)).map((voice) => (
              <small key={voice.id}>
                <a
                  href={`#said-${voice.id}`}
                  onClick={(e) => {
                    const card = document.getElementById(`said-${voice.id}`);
                    e.preventDefault();
                    card?.scrollIntoView({ block: 'nearest' });
                    card?.focus();
                  }}
                >
                  {voice.publisher ?? voice.source}
                </a>
                , {voice.locator}
                {voice.asserted_by ? `; ${text.saidBy(voice.asserted_by)}` : ''}
              </small>
            ))}
          </li>
        ))}
      </ul>
    </div>
  );
}

const aspectName = (d: Difference) =>
  text.aspects[d.aspect] ?? text.aspectOf((d.qualifier ?? d.aspect).replace(/_/g, ' '));

/** One statement of each source; the same page may say it twice. */
function voices(statements: Statement[]): Statement[] {
  return [...new Map(statements.map((s) => [`${s.source} ${s.asserted_by ?? ''}`, s])).values()];
}

function sideText(aspect: string, said: string): string {
  if (!said) return text.notSaid;
  if (aspect === 'date') return said.includes('/') ? periodWords(said, true) : dateWords(said);
  if (aspect === 'status') return words.value.data?.status(said) ?? said;
  return said;
}
