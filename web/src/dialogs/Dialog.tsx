import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { text } from '../strings';
import { CloseIcon } from '../ui/icons';

interface Props {
  title: string;
  close: () => void;
  children: ComponentChildren;
  /** A question that must be answered has no button to close. */
  must?: boolean;
}

/** A modal dialog of the browser's own: it keeps the focus in, and gives it back. */
export function Dialog({ title, close, children, must = false }: Props) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const before = document.activeElement;
    dialog.current?.showModal();
    return () => {
      if (before instanceof HTMLElement || before instanceof SVGElement) before.focus();
    };
  }, []);
  return (
    <dialog
      ref={dialog}
      aria-labelledby="dialog-title"
      onCancel={(e) => {
        e.preventDefault();
        if (!must) close();
      }}
      onClick={(e) => {
        if (e.target === dialog.current && !must) close(); // outside of it
      }}
      onKeyDown={(e) => e.stopPropagation()}
    >
      <div class="inside">
        <header>
          <h2 id="dialog-title" dir="auto">
            {title}
          </h2>
          {!must && (
            <button class="bare" onClick={close} aria-label={text.close}>
              <CloseIcon />
            </button>
          )}
        </header>
        {children}
      </div>
    </dialog>
  );
}
