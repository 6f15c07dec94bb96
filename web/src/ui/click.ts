/** A click that asks the browser for a new tab or window is left to it. */
export const opensElsewhere = (e: MouseEvent) => e.ctrlKey || e.metaKey || e.shiftKey;
