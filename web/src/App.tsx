// The page: search above, the entity at the left, the diagram or table in the middle, the evidence at the right.
import { computed, effect, signal } from '@preact/signals';
import { Fragment } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { Mark } from './diagram/shapes';
import { Diagram } from './diagram/Diagram';
import { ExpandDialog } from './dialogs/ExpandDialog';
import { HelpDialog } from './dialogs/HelpDialog';
import { TokenDialog } from './dialogs/TokenDialog';
import { closeEvidence, EvidencePanel } from './evidence/EvidencePanel';
import { entityByID, path, retry, view, words } from './model/data';
import { dateWords } from './model/dates';
import { hereURL, place, showsDrawing } from './model/place';
import { spoken } from './model/say';
import { isPhone } from './model/screen';
import { EntityPanel, facts } from './panels/EntityPanel';
import { Filters } from './panels/Filters';
import { Nothing, TooMuch } from './panels/Nothing';
import { PathPanel } from './panels/PathPanel';
import { Start } from './panels/Start';
import { Table } from './panels/Table';
import { Timeline } from './panels/Timeline';
import { TopBar } from './panels/TopBar';
import { storyOpen } from './story/state';
import { StoryPanel } from './story/StoryPanel';
import { text } from './strings';
import { CloseIcon, UpIcon } from './ui/icons';
import { toasted } from './ui/toast';

/** On a phone the entity is a sheet: it comes up when an entity is opened, and can be put down. */
const sheetUp = signal(!isPhone());

/** A path is there to be read. */
effect(() => {
  if (place.value.path.length > 1) sheetUp.value = true;
});

effect(() => {
  const title =
    path.value.data && place.value.path.length ? path.value.data.title : entityByID.value.get(place.value.node)?.name;
  document.title = title ? `${title} · ${text.product}` : text.product;
});

export function App() {
  const started = showsDrawing.value;
  const main = useRef<HTMLElement>(null);
  return (
    <Fragment>
      <a
        class="skip"
        href="#main"
        onClick={(e) => {
          e.preventDefault();
          main.current?.focus();
        }}
      >
        {text.skip}
      </a>
      <TopBar />
      <div
        class={`body${started ? '' : storyOpen.value ? ' first told-here' : ' first'}${nothingChosen.value && place.value.table ? ' wide' : ''}`}
      >
        {started && <LeftPane />}
        <main id="main" tabIndex={-1} ref={main}>
          {started ? <Middle /> : <Start />}
        </main>
        {(started || storyOpen.value) && <RightPane />}
      </div>
      <footer class="foot">
        <span>{text.footnote}</span>
        <OnPaper />
        <a href="/docs">{text.api}</a>
      </footer>
      <ExpandDialog />
      <HelpDialog />
      <TokenDialog />
      <p class="sr" aria-live="polite">
        {spoken}
      </p>
      {toasted.value && (
        <p class="toast" aria-hidden="true">
          {toasted}
        </p>
      )}
    </Fragment>
  );
}

/** What the address and the timeline say on the screen. */
const OnPaper = () => (
  <span class="on-paper">
    {place.value.known && text.asKnownOn(dateWords(place.value.known))} {hereURL()}
  </span>
);

function LeftPane() {
  const { path: ends } = place.value;
  const up = sheetUp.value || facts.value.error?.status === 404;
  if (!up && isPhone()) return <Peek />;
  return (
    <aside class={`entity${up ? ' up' : ''}`} aria-label={text.entityPane}>
      <button class="bare sheet-close" aria-label={text.close} onClick={() => (sheetUp.value = false)}>
        <CloseIcon />
      </button>
      {ends.length > 1 ? <PathPanel /> : <EntityPanel />}
    </aside>
  );
}

/** What remains of the sheet on a phone when it is put down. */
function Peek() {
  const entity = entityByID.value.get(place.value.node);
  const title = place.value.path.length > 1 ? (path.value.data?.title ?? '') : (entity?.name ?? '');
  return (
    <h1 class="peek">
      <button aria-expanded="false" onClick={() => (sheetUp.value = true)}>
        {entity && <Mark kind={entity.kind} investor={entity.investor} size={28} />}
        <span class="sr">{text.openSheet}</span>
        <bdi>{title}</bdi>
        {entity && <small>{text.relations(entity.relations)}</small>}
        <UpIcon />
      </button>
    </h1>
  );
}

function Middle() {
  const { table } = place.value;
  return (
    <Fragment>
      <Filters />
      <Problem />
      <TooMuch />
      {table ? <Table /> : <Diagram />}
      <Nothing />
      <Timeline />
    </Fragment>
  );
}

/** What could not be read; what was read before stays. */
function Problem() {
  const error = words.value.error ?? view.value.error;
  if (!error || error.status === 401) return null;
  return (
    <div class="problem strip" role="alert">
      <p>{error.status === 0 ? text.failedNetwork : `${text.failed} ${error.message}`}</p>
      <button class="button" onClick={retry}>
        {text.tryAgain}
      </button>
    </div>
  );
}

const nothingChosen = computed(() => !place.value.edges.length && !place.value.panel && !storyOpen.value);

function RightPane() {
  const chosen = !nothingChosen.value;
  const pane = useRef<HTMLElement>(null);
  const opener = useRef<Element | null>(null);
  // Who came by keyboard is led to the evidence, and back to where it was opened.
  useEffect(() => {
    const active = document.activeElement;
    if (chosen && active?.matches(':focus-visible') && !pane.current?.contains(active)) {
      opener.current = active;
      pane.current?.focus();
    } else if (!chosen && opener.current) {
      if (opener.current instanceof HTMLElement && opener.current.isConnected) opener.current.focus();
      opener.current = null;
    }
  }, [place.value.edges.join(), place.value.panel, chosen]);
  return (
    <aside
      ref={pane}
      tabIndex={-1}
      class={`evidence${chosen ? ' up' : ' empty'}`}
      aria-label={storyOpen.value ? text.story : text.evidence}
    >
      {chosen && !storyOpen.value && (
        <button class="bare evidence-close" aria-label={text.close} onClick={closeEvidence}>
          <CloseIcon />
        </button>
      )}
      {storyOpen.value ? <StoryPanel /> : <EvidencePanel />}
    </aside>
  );
}
