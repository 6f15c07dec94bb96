// Signs on buttons, on a grid of 18.

const icon = (d: string) => () => (
  <svg class="icon" width="18" height="18" viewBox="0 0 18 18" aria-hidden="true">
    <path d={d} />
  </svg>
);

export const SearchIcon = icon('M8 13.4A5.4 5.4 0 1 0 8 2.6a5.4 5.4 0 0 0 0 10.8zM12 12l3.8 3.8');
export const LinkIcon = icon(
  'M7.6 10.4a3 3 0 0 0 4.2 0l2.3-2.3a3 3 0 0 0-4.2-4.2l-.9.9M10.4 7.6a3 3 0 0 0-4.2 0L3.9 9.9a3 3 0 0 0 4.2 4.2l.9-.9',
);
export const DownloadIcon = icon('M9 2.6v8.8M5.3 8 9 11.6 12.7 8M3 15.4h12');
export const SunIcon = icon(
  'M9 12.1a3.1 3.1 0 1 0 0-6.2 3.1 3.1 0 0 0 0 6.2zM9 1.6v1.5M9 14.9v1.5M1.6 9h1.5M14.9 9h1.5M3.8 3.8l1 1M13.2 13.2l1 1M14.2 3.8l-1 1M4.8 13.2l-1 1',
);
export const MoonIcon = icon('M15 10.6A6.4 6.4 0 0 1 7.4 3 6.4 6.4 0 1 0 15 10.6z');
export const CloseIcon = icon('M4.5 4.5l9 9M13.5 4.5l-9 9');
export const PlusIcon = icon('M9 3.6v10.8M3.6 9h10.8');
export const MinusIcon = icon('M3.6 9h10.8');
export const FitIcon = icon('M3 6.6V3h3.6M11.4 3H15v3.6M15 11.4V15h-3.6M6.6 15H3v-3.6');
export const PathIcon = icon(
  'M4 6a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM14 16a2 2 0 1 0 0-4 2 2 0 0 0 0 4zM6 4h4.4a2.6 2.6 0 0 1 0 5.2H7.6a2.6 2.6 0 0 0 0 5.2H12',
);
export const BackIcon = icon('M11 3.6 5.6 9l5.4 5.4');
export const PlayIcon = icon('M5.5 3.2v11.6L14.6 9z');
export const PauseIcon = icon('M6 3.6v10.8M12 3.6v10.8');
export const StoryIcon = icon('M3 3.6h5.2L9 4.4l.8-.8H15v10.6H9.8L9 15l-.8-.8H3zM9 4.4V15');
export const HelpIcon = icon(
  'M6.4 6.8a2.7 2.7 0 1 1 3.6 2.5c-.7.3-1 .8-1 1.6M9 13.6v.2M9 16.4A7.4 7.4 0 1 0 9 1.6a7.4 7.4 0 0 0 0 14.8z',
);
export const UpIcon = icon('M4.5 11 9 6.5l4.5 4.5');
export const DownIcon = icon('M4.5 7 9 11.5 13.5 7');
export const TrashIcon = icon('M3.6 5h10.8M7 5V3.2h4V5M5 5l.7 10h6.6L13 5');
