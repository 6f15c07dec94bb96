// Two clocks: the years in which things held, and the day as of which they are known.
import { useSignal } from '@preact/signals';
import type { Edge } from '../api/types';
import { allowedEdges } from '../model/drawing';
import { namedYears } from '../model/filter';
import { dateWords, isDay } from '../model/dates';
import { nameOf, words } from '../model/data';
import { go, openEdges, place } from '../model/place';
import { isPhone } from '../model/screen';
import { standingOf } from '../model/words';
import {
  chooseYears,
  perYear,
  play,
  playing,
  reportDays,
  reportedLater,
  scale,
  stopPlaying,
  undatedCount,
} from '../model/timeline';
import { text } from '../strings';
import { PauseIcon, PlayIcon, DownIcon, UpIcon } from '../ui/icons';

export function Timeline() {
  const open = useSignal(!isPhone());
  if (allowedEdges.value.length === 0 && !place.value.known) return null;
  const years = place.value.years;
  return (
    <section class={`timeline${open.value ? '' : ' closed'}`} aria-label={text.timeline}>
      <div class="head">
        <h2>{text.timeline}</h2>
        {scale.value && (
          <button
            class="round"
            onClick={play}
            aria-label={playing.value ? text.pause : text.play}
            title={playing.value ? text.pause : text.play}
          >
            {playing.value ? <PauseIcon /> : <PlayIcon />}
          </button>
        )}
        <p class="muted">{years ? text.years(years[0], years[1]) : scale.value ? text.allYears : text.noDates}</p>
        {undatedCount.value > 0 && (
          <label class="check undated">
            <input
              type="checkbox"
              checked={place.value.undated}
              onChange={(e) => go({ undated: e.currentTarget.checked })}
            />
            {text.undated(undatedCount.value)}
          </label>
        )}
        <button
          class="round toggle"
          aria-expanded={open.value}
          aria-label={open.value ? text.timelineLess : text.timelineMore}
          onClick={() => (open.value = !open.value)}
        >
          {open.value ? <DownIcon /> : <UpIcon />}
        </button>
      </div>
      {open.value && <Track />}
      {(open.value || place.value.known) && <Known />}
    </section>
  );
}

const percent = (share: number) => `${(share * 100).toFixed(2)}%`;

/** Bars of relations that begin in a year, the named events of few, and the two handles. */
function Track() {
  const range = scale.value;
  if (!range) return null;
  const [first, last] = range;
  const span = last - first + 1;
  const [from, to] = place.value.years ?? range;
  const most = Math.max(1, ...perYear.value.map((y) => y.count));
  const every = Math.ceil(span / (isPhone() ? 6 : 12));
  return (
    <div class="track">
      <div class="bars-of-years" aria-hidden="true">
        {perYear.value.map(({ year, count }) => (
          <i
            key={year}
            class={year >= from && year <= to ? 'in' : ''}
            style={{
              left: percent((year - first) / span),
              width: percent(1 / span),
              height: percent((0.75 * count) / most),
            }}
          />
        ))}
      </div>
      <div
        class="window"
        aria-hidden="true"
        style={{
          left: percent((Math.max(from, first) - first) / span),
          right: percent((last - Math.min(to, last)) / span),
        }}
      />
      <Events first={first} span={span} />
      <div class="years" aria-hidden="true">
        {perYear.value
          .filter((_, i) => i % every === 0)
          .map(({ year }) => (
            <span
              key={year}
              style={{ left: percent((year - first) / span) }}
              class={year >= from && year <= to ? 'in' : ''}
            >
              {year}
            </span>
          ))}
      </div>
      <YearHandle
        label={text.firstYear}
        value={Math.max(first, from)}
        set={(year) => chooseYears(year, Math.max(year, to))}
        start
      />
      <YearHandle
        label={text.lastYear}
        value={Math.min(last, to)}
        set={(year) => chooseYears(Math.min(year, from), year)}
      />
    </div>
  );
}

/** A handle stands at the edge of its year: the first at the beginning, the last at the end. */
function YearHandle(p: { label: string; value: number; set: (year: number) => void; start?: boolean }) {
  const [first, last] = scale.value ?? [0, 0];
  const shift = p.start ? 0 : 1;
  return (
    <input
      type="range"
      aria-label={p.label}
      aria-valuetext={String(p.value)}
      min={first}
      max={last + 1}
      value={p.value + shift}
      onInput={(e) => {
        stopPlaying();
        const year = Number(e.currentTarget.value) - shift;
        p.set(Math.min(last, Math.max(first, year)));
        e.currentTarget.value = String(Math.min(last, Math.max(first, year)) + shift);
      }}
    />
  );
}

/** Up to three disputes are named on the scale; more would run into each other. */
const mostNamed = 3;

function Events({ first, span }: { first: number; span: number }) {
  const w = words.value.data;
  const events = allowedEdges.value
    .filter((e) => e.family === 'dispute' && w?.isEvent(e.type) && namedYears(e) && e.polarity)
    .sort((a, b) => a.valid_from.localeCompare(b.valid_from));
  if (!w || events.length === 0 || events.length > mostNamed) return null;
  return (
    <>
      {events.map((e, i) => {
        const share = (yearShare(e) - first) / span;
        return (
          <button
            key={e.key}
            class={`event f-${e.family} s-${standingOf(e)}${share > 0.6 ? ' left' : ''}`}
            style={{ left: percent(share), top: `${i * 15}px` }}
            onClick={() => openEdges([e.key])}
          >
            <i />
            <span dir="auto">
              {nameOf(e.from_id)} {w.verb(e)} {nameOf(e.to_id)}
            </span>
          </button>
        );
      })}
    </>
  );
}

/** The date as a fraction of years, so that December lies at the end of its year. */
function yearShare(e: Edge): number {
  const [year = '0', month = '7'] = (e.valid_from || e.valid_to).split('-');
  return Number(year.replace(/X/g, '0')) + (Number(month) - 0.5) / 12;
}

/** The day as of which the graph is shown: typed, or chosen among the days on which something was first reported. */
function Known() {
  const { known } = place.value;
  const later = reportedLater.value;
  return (
    <div class="known">
      <label>
        {text.knownAs}{' '}
        <input
          type="date"
          value={known}
          onChange={(e) => {
            const day = e.currentTarget.value;
            if (day === '' || isDay(day)) go({ known: day }, 'push');
          }}
        />
      </label>
      <KnownSlider />
      {known && (
        <button class="small" onClick={() => go({ known: '' }, 'push')}>
          {text.knownReset}
        </button>
      )}
      <p class="muted" role="status">
        {later > 0 && `${text.laterReports(later)}.`}
      </p>
    </div>
  );
}

/** The last step of the slider is today. */
function KnownSlider() {
  const days = reportDays.value;
  const { known } = place.value;
  if (days.length < 2) return null;
  const at = known ? days.filter((d) => d <= known).length - 1 : days.length;
  return (
    <input
      type="range"
      aria-label={text.knownSlider}
      aria-valuetext={known ? dateWords(known) : text.knownToday}
      min={0}
      max={days.length}
      value={Math.max(0, at)}
      onInput={(e) => go({ known: days[Number(e.currentTarget.value)] ?? '' })}
    />
  );
}
