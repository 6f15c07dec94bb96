import { useRef } from 'preact/hooks';
import { helpOpen } from '../dialogs/HelpDialog';
import { ExportMenu } from '../export/ExportMenu';
import { go, hereURL, place, showsDrawing } from '../model/place';
import { storyOpen, toggleStory } from '../story/state';
import { text } from '../strings';
import { isDark, switchTheme } from '../theme';
import { copy } from '../ui/copy';
import { HelpIcon, LinkIcon, MoonIcon, StoryIcon, SunIcon } from '../ui/icons';
import { Search } from './Search';

export function TopBar() {
  const input = useRef<HTMLInputElement>(null);
  const started = showsDrawing.value;
  return (
    <header class="top">
      <a class="brand" href="/" aria-label={text.product}>
        <svg width="26" height="26" viewBox="0 0 26 26" aria-hidden="true">
          <path d="M7 7 19 11M7 7 10 20" />
          <rect x="3" y="3" width="8" height="8" rx="2.5" />
          <circle cx="19.5" cy="11" r="3.6" />
          <circle cx="10" cy="20" r="3.6" />
        </svg>
        <span>{text.product}</span>
      </a>
      <div class="search" role="search">
        <Search inputRef={input} />
      </div>
      <nav aria-label={text.view}>
        {started && (
          <>
            <ViewSwitch />
            <button class="button share" aria-label={text.share} onClick={() => void copy(hereURL(), text.linkCopied)}>
              <LinkIcon /> <span>{text.share}</span>
            </button>
            <ExportMenu />
          </>
        )}
        <button
          class="round"
          aria-pressed={storyOpen.value}
          onClick={toggleStory}
          aria-label={text.story}
          title={text.story}
        >
          <StoryIcon />
        </button>
        <button
          class="round"
          onClick={switchTheme}
          aria-label={isDark() ? text.lightTheme : text.darkTheme}
          title={isDark() ? text.lightTheme : text.darkTheme}
        >
          {isDark() ? <SunIcon /> : <MoonIcon />}
        </button>
        <button
          class="round help"
          onClick={() => (helpOpen.value = true)}
          aria-label={text.help}
          title={`${text.help} (?)`}
        >
          <HelpIcon />
        </button>
      </nav>
    </header>
  );
}

function ViewSwitch() {
  const { table } = place.value;
  return (
    <div class="switch" role="group" aria-label={text.view}>
      <button aria-pressed={!table} onClick={() => go({ table: false }, 'push')}>
        {text.diagram}
      </button>
      <button aria-pressed={table} onClick={() => go({ table: true }, 'push')}>
        {text.table}
      </button>
    </div>
  );
}
