// The first page: a search, example stories, and what the graph holds. Never a blank canvas.
import { Mark } from '../diagram/shapes';
import { start, words } from '../model/data';
import { open, openEntity } from '../model/place';
import { text } from '../strings';
import { opensElsewhere } from '../ui/click';
import { Bars } from '../ui/Bars';

export function Start() {
  const { data, error } = start.value;
  return (
    <div class="start">
      <h1>{text.startTitle}</h1>
      <p class="lead">{text.lead}</p>
      {error && <p class="problem">{error.message || text.failedNetwork}</p>}
      {!data && !error && <Bars />}
      {data && (
        <>
          {data.counts.entities === 0 && <p class="problem">{text.nothingLoaded}</p>}
          {data.examples.length > 0 && (
            <section>
              <h2>{text.examples}</h2>
              <ul class="examples">
                {data.examples.map((example) => (
                  <li key={example.address}>
                    <a
                      href={example.address}
                      onClick={(e) => {
                        if (opensElsewhere(e)) return;
                        e.preventDefault();
                        open(example.address);
                      }}
                    >
                      <b>{example.title}</b>
                      <span>{example.about}</span>
                    </a>
                  </li>
                ))}
              </ul>
            </section>
          )}
          {data.connected.length > 0 && (
            <section>
              <h2>{text.connected}</h2>
              <ul class="connected">
                {data.connected.map((entity) => (
                  <li key={entity.id}>
                    <button onClick={() => openEntity(entity.id, false)}>
                      <Mark kind={entity.kind} investor={entity.investor} size={26} />
                      <span>
                        <bdi>{entity.name}</bdi>
                        <small>
                          {words.value.data?.kind(entity.kind)}, {text.relations(entity.relations)}
                        </small>
                      </span>
                    </button>
                  </li>
                ))}
              </ul>
            </section>
          )}
          <p class="muted">{text.holds(data.counts)}</p>
        </>
      )}
    </div>
  );
}
