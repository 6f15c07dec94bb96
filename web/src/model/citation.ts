// A citation as a reporter pastes it: who, what, when, where in it, and the address.
import { text } from '../strings';
import { periodWords } from './dates';

/** What a citation is made of; statements, citations of relations and numbered sources all have it. */
export interface Citable {
  publisher?: string;
  title?: string;
  published?: string;
  url?: string;
  locator: string;
}

export function citationOf(s: Citable): string {
  const parts = [
    s.publisher,
    s.title && `“${s.title}”`,
    s.published && periodWords(s.published, true),
    s.locator,
    s.url,
  ];
  return `${parts.filter(Boolean).join(', ')}.`;
}

/** A claim with all that say it, one a line. */
export const claimWithCitations = (claim: string, sources: Citable[], address: string) =>
  [claim, ...new Set(sources.map(citationOf)), text.seenAt(address)].join('\n');
