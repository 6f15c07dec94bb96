// Making a story, and clicking through one.
import { useEffect, useRef } from 'preact/hooks';
import { download } from '../export/download';
import { text } from '../strings';
import { copy, tell } from '../ui/copy';
import { CloseIcon, DownIcon, TrashIcon, UpIcon } from '../ui/icons';
import { broken, change, here, move, playingStep, show, story, storyOpen, storyURL, tellStory } from './state';
import { longestText, mostSteps, parseStory, storyText, type Step } from './story';

export function StoryPanel() {
  return (
    <section class="story">
      <button class="bare evidence-close" aria-label={text.close} onClick={() => (storyOpen.value = false)}>
        <CloseIcon />
      </button>
      {broken.value && <p class="problem">{text.storyBroken}</p>}
      {playingStep.value >= 0 ? <Player /> : <Editor />}
    </section>
  );
}

/** One caption after the other, each beside its view. */
function Player() {
  const { steps, title } = story.value;
  const at = playingStep.value;
  const caption = useRef<HTMLParagraphElement>(null);
  useEffect(() => caption.current?.focus(), [at]);
  return (
    <div class="player">
      <p class="kicker" dir="auto">
        {title || text.storyUntitled}
      </p>
      <p class="caption" dir="auto" tabIndex={-1} ref={caption}>
        {steps[at]?.caption}
      </p>
      <p class="muted">{text.step(at + 1, steps.length)}</p>
      <div class="acts">
        <button class="button" disabled={at === 0} onClick={() => show(at - 1)}>
          {text.previous}
        </button>
        <button class="button primary" disabled={at === steps.length - 1} onClick={() => show(at + 1)}>
          {text.next}
        </button>
        <button class="button plain" onClick={() => (playingStep.value = -1)}>
          {text.endStory}
        </button>
      </div>
    </div>
  );
}

function Editor() {
  const { steps, title } = story.value;
  return (
    <>
      <h2 class="claim">{text.storyTitle}</h2>
      <p class="muted">{text.storyAbout}</p>
      <label class="field">
        {text.storyName}
        <input
          type="text"
          maxLength={longestText}
          dir="auto"
          value={title}
          onInput={(e) => (story.value = { ...story.value, title: e.currentTarget.value })}
        />
      </label>
      <ol class="steps">
        {steps.map((step, i) => (
          <li key={i}>
            <StepEditor step={step} at={i} of={steps.length} />
          </li>
        ))}
      </ol>
      <button
        class="button"
        disabled={steps.length >= mostSteps}
        onClick={() => change([...steps, { caption: '', address: here() }])}
      >
        {text.addView}
      </button>
      {steps.length > 0 && (
        <div class="acts">
          <button class="button primary" onClick={() => show(0)}>
            {text.playStory}
          </button>
          <button class="button" onClick={() => void storyURL().then((url) => copy(url, text.linkCopied))}>
            {text.copyStory}
          </button>
          <button
            class="button"
            onClick={() => download('story.json', new Blob([storyText(story.value)], { type: 'application/json' }))}
          >
            {text.saveStory}
          </button>
        </div>
      )}
      <OpenFile />
    </>
  );
}

function StepEditor({ step, at, of }: { step: Step; at: number; of: number }) {
  const set = (changed: Partial<Step>) =>
    change(story.value.steps.map((s, i) => (i === at ? { ...s, ...changed } : s)));
  const name = text.viewNumber(at + 1);
  return (
    <>
      <label class="field">
        {name}: {text.caption}
        <textarea
          rows={3}
          maxLength={longestText}
          dir="auto"
          value={step.caption}
          onInput={(e) => set({ caption: e.currentTarget.value })}
        />
      </label>
      <div class="row">
        <button class="small" onClick={() => set({ address: here() })}>
          {text.replaceView}
        </button>
        <button
          class="bare"
          disabled={at === 0}
          aria-label={`${name}: ${text.moveUp}`}
          onClick={() => move(at, at - 1)}
        >
          <UpIcon />
        </button>
        <button
          class="bare"
          disabled={at === of - 1}
          aria-label={`${name}: ${text.moveDown}`}
          onClick={() => move(at, at + 1)}
        >
          <DownIcon />
        </button>
        <button
          class="bare"
          aria-label={`${name}: ${text.remove}`}
          onClick={() => change(story.value.steps.filter((_, i) => i !== at))}
        >
          <TrashIcon />
        </button>
      </div>
    </>
  );
}

function OpenFile() {
  return (
    <label class="field file">
      {text.openStory}
      <input
        type="file"
        accept=".json,application/json"
        onChange={(e) => {
          const [file] = e.currentTarget.files ?? [];
          void file?.text().then((json) => {
            const read = parseStory(json);
            broken.value = read === null;
            if (read) tellStory(read);
            else tell(text.storyBroken);
          });
        }}
      />
    </label>
  );
}
