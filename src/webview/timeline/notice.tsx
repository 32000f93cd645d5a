/** What was done last, in what room the toolbar leaves; where that is too little, whole below the toolbar for a while. */
import { useLayoutEffect, useRef } from 'preact/hooks';

export function Notice({ words }: { readonly words: string }) {
  const room = useRef<HTMLSpanElement>(null);
  useLayoutEffect(() => {
    const element = room.current;
    if (!element) return undefined;
    // Its first call comes when the browser has laid out the new words: to ask for their width here would have it do so twice.
    const observer = new ResizeObserver(() => {
      element.classList.remove('too-small');
      element.classList.toggle('too-small', element.scrollWidth > element.clientWidth);
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [words]);
  // A screen reader hears it from the status line. The key has it shown anew when other words come.
  return (
    <span ref={room} class="notice-room" aria-hidden="true">
      {words === '' ? null : (
        <span key={words} class="notice">
          {words}
        </span>
      )}
    </span>
  );
}
