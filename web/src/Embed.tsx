// A view in a frame of another page: the picture, what each line says on demand, and the way to the whole.
import { Diagram } from './diagram/Diagram';
import { ExpandDialog } from './dialogs/ExpandDialog';
import { TokenDialog } from './dialogs/TokenDialog';
import { closeEvidence, EvidencePanel } from './evidence/EvidencePanel';
import { dateWords } from './model/dates';
import { path, view, words } from './model/data';
import { showsDrawing, place } from './model/place';
import { formatAddress } from './model/address';
import { Table } from './panels/Table';
import { Start } from './panels/Start';
import { text } from './strings';
import { CloseIcon } from './ui/icons';

export function Embed() {
  const error = words.value.error ?? view.value.error;
  const chosen = place.value.edges.length > 0;
  const summary = place.value.path.length ? path.value.data?.summary : '';
  return (
    <div class="embed">
      <main id="main">
        {summary && <p class="summary">{summary}</p>}
        {error && <p class="problem strip">{error.message || text.failedNetwork}</p>}
        {showsDrawing.value ? place.value.table ? <Table /> : <Diagram /> : <Start />}
      </main>
      {chosen && (
        <aside class="evidence up" aria-label={text.evidence}>
          <button class="bare evidence-close" aria-label={text.close} onClick={closeEvidence}>
            <CloseIcon />
          </button>
          <EvidencePanel />
        </aside>
      )}
      <ExpandDialog />
      <TokenDialog />
      <footer class="foot">
        <span>
          {place.value.known && text.asKnownOn(dateWords(place.value.known))} {text.footnote}
        </span>
        <a href={`/${formatAddress(place.value)}`} target="_blank" rel="noopener">
          {text.embedOpen}
        </a>
      </footer>
    </div>
  );
}
