/** What was done last, in what room the toolbar leaves; where that is too little, whole below the toolbar for a while. */
import { useLayoutEffect, useRef } from 'preact/hooks';

export function Notice({ words }: { readonly words: string }) {
  const room = useRef<HTMLSpanElement>(null);
  useLayoutEffect(() => {
    const element = room.current;
    if (!element) return undefined;
    const place = () => {
      element.classList.remove('too-small');
      element.classList.toggle('too-small', element.scrollWidth > element.clientWidth);
    };
    place();
    const observer = new ResizeObserver(place);
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
