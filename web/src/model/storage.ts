// What the browser keeps for the reader. In a frame of another site it may refuse: then nothing is kept.

type Kind = 'localStorage' | 'sessionStorage';

function storage(kind: Kind): Storage | null {
  try {
    return window[kind];
  } catch {
    return null;
  }
}

/** Kept for the next visit, or for this tab alone. */
const keeper = (kind: Kind) => ({
  get: (key: string): string => storage(kind)?.getItem(key) ?? '',
  set(key: string, value: string): void {
    try {
      if (value) storage(kind)?.setItem(key, value);
      else storage(kind)?.removeItem(key);
    } catch {
      // no room: the choice holds until the page is closed
    }
  },
});

export const visits = keeper('localStorage');
export const tab = keeper('sessionStorage');
